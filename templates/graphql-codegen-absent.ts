/** Stands in for what graphql-codegen imports but nothing of ours reaches: Relay's optimizer, and the names of files. */
export function optimizeDocuments(): never {
  throw new Error("graphql-codegen asked for what was left out of the bundle");
}

export default optimizeDocuments;
