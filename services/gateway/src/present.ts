import { ServiceError } from '@margay/contracts';

/** @throws ServiceError `internal` where an answer lacks what its contract promises */
export const present = <Part>(part: Part | undefined): Part => {
  if (part === undefined) throw new ServiceError('internal', 'Something went wrong on our side.');
  return part;
};
