const FORMS = [
  /^https:\/\/(?<bucket>[a-z0-9][-.a-z0-9]{1,61}[a-z0-9])\.s3[.-]?(?:[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com\/(?<key>[^?#]+)$/,
  /^https:\/\/s3[.-]?(?:[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com\/(?<bucket>[^/]+)\/(?<key>[^?#]+)$/,
];

/** The ARN of the object that a URL of S3 means, with the bucket in the host or in the path. */
export function objectArnOf(url: string): string | undefined {
  for (const form of FORMS) {
    const { bucket, key } = form.exec(url)?.groups ?? {};
    if (bucket !== undefined && key !== undefined)
      return `arn:aws:s3:::${bucket}/${decodeURIComponent(key)}`;
  }
  return undefined;
}
