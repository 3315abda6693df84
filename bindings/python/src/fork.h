// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <utility>

/// A forked child has none of its parent's threads and perhaps locks that nobody will open. So it may neither use nor
/// take down what its parent opened, nor open an index if its parent had one: each is refused, or left alone, instead
/// of waiting for ever.
namespace forestall::python {

/// How many forks lie between this process and the one that loaded the module.
unsigned fork_depth();
/// Before an index is opened. Throws `Error(unsupported)` in the child of a process that had opened one.
void require_no_parent();

/// What a Python object holds until it is closed; for this process alone.
template <typename T>
class Handle {
 public:
  Handle(std::shared_ptr<T> held, const char* what) : held_(std::move(held)), what_(what), depth_(fork_depth()) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { static_cast<void>(take()); }

  /// To be called with the interpreter's lock; the result may be used without it. Throws `Error(unsupported)`.
  std::shared_ptr<T> get() const;
  bool open() const { return held_ != nullptr; }
  bool inherited() const { return depth_ != fork_depth(); }
  /// Lets go of it; the caller drops the result without the interpreter's lock. Nothing in a forked child.
  std::shared_ptr<T> take() {
    std::shared_ptr<T> held = std::exchange(held_, nullptr);
    if (held && inherited()) new std::shared_ptr<T>(std::exchange(held, nullptr));  // left alone, for ever
    return held;
  }

 private:
  std::shared_ptr<T> held_;
  const char* what_;
  unsigned depth_;
};

[[noreturn]] void refuse_inherited(const char* what);
[[noreturn]] void refuse_closed(const char* what);

template <typename T>
std::shared_ptr<T> Handle<T>::get() const {
  if (inherited()) refuse_inherited(what_);
  if (!held_) refuse_closed(what_);
  return held_;
}

}  // namespace forestall::python
