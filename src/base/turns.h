// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace forestall::base {

/// A queue of threads: whoever came first goes first. A std::mutex may be taken again and again by the thread that just
/// let it go, while another one waits for seconds.
class Turns {
 public:
  /// Waits for its turn; gives it to the next when destroyed.
  class Turn {
   public:
    explicit Turn(Turns& turns) : turns_(turns) {
      std::unique_lock lock(turns_.mutex_);
      const std::uint64_t mine = turns_.next_++;
      turns_.changed_.wait(lock, [&] { return turns_.serving_ == mine; });
    }
    ~Turn() {
      {
        const std::lock_guard lock(turns_.mutex_);
        ++turns_.serving_;
      }
      turns_.changed_.notify_all();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

   private:
    Turns& turns_;
  };

  /// How many turns have been asked for so far.
  std::uint64_t asked() const {
    const std::lock_guard lock(mutex_);
    return next_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t next_ = 0, serving_ = 0;
};

}  // namespace forestall::base
