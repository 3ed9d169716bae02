// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** What a call was given has no form on the wire: the call fails with a `ValidationError` about it. */
export class Unsendable extends TypeError {
  /** Where: a JSON pointer into what the call was given. */
  readonly pointer: string;

  constructor(pointer: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.pointer = pointer;
  }
}
