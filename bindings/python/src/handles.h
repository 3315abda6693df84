// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forestall/index.h"
#include "forestall/suggester.h"
#include "fork.h"
#include "text.h"

namespace forestall::python {

/// What `forestall.Index` holds. Its threads end with it, so they must not wait for the interpreter's lock meanwhile.
class PyIndex {
 public:
  PyIndex(Index index, std::string directory);
  ~PyIndex();
  std::shared_ptr<Index> get() const { return handle_.get(); }
  const std::string& directory() const { return directory_; }
  bool inherited() const { return handle_.inherited(); }
  void drop();  ///< stops its threads, flushes nothing
  bool closed = false;

 private:
  Handle<Index> handle_;
  std::string directory_;
};

using PySearcher = Handle<Searcher>;
using PySuggester = Handle<Suggester>;

/// The index or searcher in an argument. Throws as `Handle::get`, or TypeError.
std::shared_ptr<Index> index_of(py::handle value, const Where& where);

/// Calls without the interpreter's lock.
template <typename Call>
auto unlocked(Call&& call) {
  const py::gil_scoped_release released;
  return call();
}

}  // namespace forestall::python
