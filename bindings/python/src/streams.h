// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <istream>
#include <memory>
#include <ostream>
#include <streambuf>
#include <vector>

#include "text.h"

/// Files as Python has them: paths, objects with `read` or `write`, iterables of lines.
namespace forestall::python {

/// To be made and dropped with the interpreter's lock, read without it. What Python raises meanwhile reaches the
/// reader.
class Source {
 public:
  Source(py::handle given, const Where& where);
  std::istream& stream() { return *stream_; }

 private:
  void open(const std::filesystem::path& path);
  std::vector<char> space_;
  std::unique_ptr<std::streambuf> buffer_;
  std::unique_ptr<std::istream> stream_;
};

/// The same for writing. `finish` hands over the rest, with the lock released; without it a path keeps what was
/// written.
class Sink {
 public:
  Sink(py::handle given, const Where& where);
  std::ostream& stream() { return *stream_; }
  void finish();

 private:
  std::string name_;
  std::unique_ptr<std::streambuf> buffer_;
  std::unique_ptr<std::ostream> stream_;
};

}  // namespace forestall::python
