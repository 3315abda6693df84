// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Marks what a shared build of the library shows to its users; everything else is hidden.
#if defined(_WIN32)
#define FORESTALL_EXPORT
#else
#define FORESTALL_EXPORT __attribute__((visibility("default")))
#endif
