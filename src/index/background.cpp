// SPDX-License-Identifier: Apache-2.0
// The writer's background threads: when they work, when they pause, what they say of failures.
#include <algorithm>
#include <chrono>

#include "index/writer.h"

namespace forestall::index {

void Writer::start() {
  for (Lane& lane : lanes_) lane.thread = std::thread([this, &lane] { run(lane); });
}

void Writer::wake() {
  const std::lock_guard lock(signal_);
  for (Lane& lane : lanes_) lane.awake = true;
  signalled_.notify_all();
}

/// Does what there is to do, or has it done.
void Writer::run_background_work() {
  if (options_.background) return wake();
  for (bool more = true; more;) {
    more = false;
    for (Lane& lane : lanes_) more |= try_step(lane);
  }
}

void Writer::run(Lane& lane) {
  auto pause = std::chrono::milliseconds(0);
  while (!stop_.stop_requested()) {
    {
      std::unique_lock lock(signal_);
      if (pause.count() > 0)
        signalled_.wait_for(lock, pause, [&] { return stop_.stop_requested(); });
      else
        signalled_.wait(lock, [&] { return lane.awake || stop_.stop_requested(); });
      lane.awake = false;
      lane.busy = true;
    }
    while (!stop_.stop_requested() && try_step(lane)) {
    }
    {
      const std::lock_guard writing(writing_);
      const bool failed = !lane.error.empty();
      pause = failed ? std::min(std::max(pause * 2, std::chrono::milliseconds(100)), std::chrono::milliseconds(5000))
                     : std::chrono::milliseconds(0);
      lane.busy = failed;
    }
    progress_.notify_all();
  }
  lane.busy = false;
  progress_.notify_all();
}

/// One flush or merge. Returns whether there may be more to do.
bool Writer::try_step(Lane& lane) {
  std::string error;
  bool more = false;
  try {
    more = (this->*lane.step)();
  } catch (const std::exception& failure) {
    if (stop_.stop_requested()) return false;
    error = failure.what();
  }
  const std::lock_guard writing(writing_);
  if (!error.empty() && options_.log) options_.log("a flush or merge failed and will be tried again: " + error);
  lane.error = std::move(error);
  progress_.notify_all();
  return more;
}

const std::string& Writer::background_error() const {
  return lanes_[0].error.empty() ? lanes_[1].error : lanes_[0].error;
}

void Writer::wait() const {
  if (!options_.background || store_->read_only()) return;
  std::unique_lock writing(writing_);
  progress_.wait(writing, [&] {
    const bool busy =
        std::any_of(std::begin(lanes_), std::end(lanes_), [](const Lane& lane) { return lane.busy.load(); });
    return stopped_ || !background_error().empty() || !(busy || work_left());
  });
}

/// Whether a step would do something; approximately, it is asked again after each.
bool Writer::work_left() const {
  return memory_bytes() >= options_.memory_budget || !files_to_merge().empty() || !memory_to_merge().empty();
}

}  // namespace forestall::index
