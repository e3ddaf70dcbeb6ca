/** The store has no room, or keeps less free than it must; nothing of the file is left behind. */
export class StoreFull extends Error {
  constructor(cause?: unknown) {
    super('The file store is full', { cause })
  }
}

/** More bytes came than this kind of file may have; nothing of it is left behind. */
export class FileTooLarge extends Error {
  constructor(most: number) {
    super(`The file is larger than ${most.toLocaleString('en-GB')} bytes`)
  }
}

/** The row says that there is a file and the store has none, or not all of it: an operator must look. */
export class FileMissing extends Error {
  constructor(id: string) {
    super(`The file ${id} is not in the store as it was written`)
  }
}
