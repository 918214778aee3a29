/** The partitions of AWS, and what the regions of each begin with. No call crosses from one to another. */
const REGION_PREFIXES = {
  'aws-cn': ['cn-'],
  'aws-us-gov': ['us-gov-'],
  'aws-iso': ['us-iso-'],
  'aws-iso-b': ['us-isob-'],
  'aws-iso-e': ['eu-isoe-'],
  'aws-iso-f': ['us-isof-'],
  'aws-eusc': ['eusc-'],
  aws: [''],
} as const;

export type Partition = keyof typeof REGION_PREFIXES;

export const isPartition = (word: string): word is Partition =>
  Object.hasOwn(REGION_PREFIXES, word);

/** Where a region is, or undefined for what is not the name of a region. */
export function partitionOfRegion(region: string): Partition | undefined {
  if (!/^[a-z]{2,4}(-[a-z]{2,10}){1,3}-\d$/.test(region)) return undefined;
  const partitions = Object.keys(REGION_PREFIXES) as Partition[];
  return partitions.find((partition) =>
    REGION_PREFIXES[partition].some((prefix) => region.startsWith(prefix)),
  );
}

export const isAccountId = (text: string): boolean => /^\d{12}$/.test(text);
