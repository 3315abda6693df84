// SPDX-License-Identifier: Apache-2.0
// Copies an index again and again until it is killed, beside whoever writes to it.
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "forestall/index.h"

using namespace forestall;

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const Index index = Index::open(argv[1], {.read_only = std::strcmp(argv[3], "read") == 0});
  for (int n = 0;; ++n) {
    index.backup(argv[2]);
    std::printf("%d\n", n);
    std::fflush(stdout);
    std::filesystem::remove_all(argv[2]);
  }
}
