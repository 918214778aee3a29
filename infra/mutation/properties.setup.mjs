import fc from 'fast-check';

// A change that properties notice, they notice soon; each of hundreds of changes runs them.
fc.configureGlobal({ numRuns: 25 });
