// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace forestall::cli {

/// The whole command: arguments as of `main`, the exit status back. Also what `python -m forestall` runs.
int program(int argc, char** argv);

}  // namespace forestall::cli
