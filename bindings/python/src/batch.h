// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forestall/batch.h"

namespace forestall::python {

/// A batch, and how many calls are writing it just now without the interpreter's lock: it must not change meanwhile.
struct PyBatch {
  Batch batch;
  int writing = 0;
  Batch& changing();
};

}  // namespace forestall::python
