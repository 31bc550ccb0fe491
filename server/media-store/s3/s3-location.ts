/** Where an S3 store is and how it is spoken to. */
export interface S3Location {
  bucket: string;
  /** Of every key in the bucket: empty, or ends with `/`. */
  prefix: string;
  /** Without a trailing slash; undefined: Amazon's own of the region. */
  endpoint: string | undefined;
  region: string;
  /** The bucket stands in the path (`host/bucket/key`) rather than in the host's name. */
  pathStyle: boolean;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/** As the operator knows it, without any credential. */
export function nameS3Location({ bucket, prefix, endpoint, region }: S3Location): string {
  const address = `s3://${bucket}/${prefix}`.replace(/\/$/, '');
  return `${address} (${endpoint ?? region})`;
}
