// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** Where the clients under test believe their server is: the path shows whether a base URL's own path is kept. */
export const BASE_URL = "https://contract.example.com/base";
