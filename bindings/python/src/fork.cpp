// SPDX-License-Identifier: Apache-2.0
#include "fork.h"

#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "forestall/error.h"

namespace forestall::python {
namespace {

std::atomic<unsigned> g_depth{0};
std::atomic<int> g_opened_at{-1};  // depth of the process that opened an index first

/// The destructors of RocksDB's static objects wait for threads that a forked child does not have. So such a child ends
/// as multiprocessing's children do: output is flushed, C++ destructors are left out. The interpreter has ended before.
void end_child() {
#ifdef __GLIBC__
  static bool done = false;
  if (std::exchange(done, true)) return;
  on_exit(
      [](int status, void*) {
        std::fflush(nullptr);
        ::_exit(status);
      },
      nullptr);
#endif
}

}  // namespace

unsigned fork_depth() {
  static const bool watching = [] {
    pthread_atfork(nullptr, nullptr, [] {
      g_depth.fetch_add(1, std::memory_order_relaxed);
      if (g_opened_at >= 0) end_child();
    });
    return true;
  }();
  static_cast<void>(watching);
  return g_depth.load(std::memory_order_relaxed);
}

void require_no_parent() {
  const int depth = static_cast<int>(fork_depth());
  int first = -1;
  if (g_opened_at.compare_exchange_strong(first, depth) || first == depth) return;
  throw Error(
      ErrorCode::unsupported,
      fmt::format("process {} was forked from one that had opened an index: threads do not survive a fork. Open "
                  "indexes after forking only, or start processes afresh (multiprocessing: \"spawn\")",
                  ::getpid()));
}

void refuse_inherited(const char* what) {
  throw Error(
      ErrorCode::unsupported,
      fmt::format("process {} is a fork of the one that opened this {}: threads do not survive a fork. Open the index "
                  "after forking, or start processes afresh (multiprocessing: \"spawn\")",
                  ::getpid(), what));
}

void refuse_closed(const char* what) { throw Error(ErrorCode::unsupported, fmt::format("this {} is closed", what)); }

}  // namespace forestall::python
