// SPDX-License-Identifier: Apache-2.0
#include "streams.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "forestall/error.h"

namespace forestall::python {
namespace {

constexpr std::size_t kChunk = std::size_t{256} << 10;

void append(std::string& out, py::handle piece, const Where& where, const char* what) {
  if (PyBytes_Check(piece.ptr()))
    out.append(PyBytes_AS_STRING(piece.ptr()), static_cast<std::size_t>(PyBytes_GET_SIZE(piece.ptr())));
  else if (PyUnicode_Check(piece.ptr()))
    out.append(utf8(piece, where));
  else
    wrong_type({what, ""}, "str or bytes", piece);
}

/// Filled a piece at a time under the interpreter's lock.
class PythonInput : public std::streambuf {
 protected:
  int_type underflow() final {
    const py::gil_scoped_acquire lock;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    text_.clear();
    fill(text_);
    setg(text_.data(), text_.data(), text_.data() + text_.size());
    return text_.empty() ? traits_type::eof() : traits_type::to_int_type(text_.front());
  }
  virtual void fill(std::string& text) = 0;

 private:
  std::string text_;
};

class FileInput : public PythonInput {
 public:
  FileInput(py::handle file, const Where& where) : read_(file.attr("read")), where_(where) {}

 protected:
  void fill(std::string& text) override { append(text, read_(kChunk), where_, "what read() returns"); }

 private:
  py::object read_;
  Where where_;
};

class LinesInput : public PythonInput {
 public:
  LinesInput(py::object lines, const Where& where) : lines_(std::move(lines)), where_(where) {}

 protected:
  void fill(std::string& text) override {
    while (text.size() < kChunk) {
      const auto line = py::reinterpret_steal<py::object>(PyIter_Next(lines_.ptr()));
      if (!line && PyErr_Occurred() != nullptr) throw py::error_already_set();
      if (!line) return;
      append(text, line, where_, "a line");
      if (!text.ends_with('\n')) text += '\n';
    }
  }

 private:
  py::object lines_;
  Where where_;
};

/// Hands over whole lines, since text has to be decoded.
class FileOutput : public std::streambuf {
 public:
  explicit FileOutput(py::handle file)
      : write_(file.attr("write")), is_text_(py::isinstance(file, py::module_::import("io").attr("TextIOBase"))) {}

 protected:
  int_type overflow(int_type c) override {
    if (c != traits_type::eof()) text_ += traits_type::to_char_type(c);
    return traits_type::not_eof(c);
  }
  std::streamsize xsputn(const char* text, std::streamsize count) override {
    text_.append(text, static_cast<std::size_t>(count));
    if (text_.size() >= kChunk && text_.ends_with('\n')) sync();
    return count;
  }
  int sync() override {
    const py::gil_scoped_acquire lock;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (is_text_)
      write_(to_str(text_));
    else
      write_all();
    text_.clear();
    return 0;
  }

 private:
  /// A raw file may take a part and say how much.
  void write_all() {
    std::string_view rest = text_;
    while (!rest.empty()) {
      const py::object done = write_(py::bytes(rest.data(), rest.size()));
      const Py_ssize_t taken =
          PyLong_Check(done.ptr()) ? PyLong_AsSsize_t(done.ptr()) : static_cast<Py_ssize_t>(rest.size());
      if (taken <= 0 || static_cast<std::size_t>(taken) > rest.size())
        throw Error(ErrorCode::io, fmt::format("write() took {} of {} bytes", taken, rest.size()));
      rest.remove_prefix(static_cast<std::size_t>(taken));
    }
  }
  py::object write_;
  bool is_text_;
  std::string text_;
};

}  // namespace

void Source::open(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    throw Error(ErrorCode::io, fmt::format("\"{}\" is a directory", path.string()));
  auto file = std::make_unique<std::filebuf>();
  space_.resize(kChunk);
  file->pubsetbuf(space_.data(), static_cast<std::streamsize>(space_.size()));
  if (file->open(path, std::ios::in | std::ios::binary) == nullptr)
    throw Error(errno == ENOENT ? ErrorCode::not_found : ErrorCode::io,
                fmt::format("\"{}\" cannot be read: {}", path.string(), std::strerror(errno)));
  buffer_ = std::move(file);
}

Source::Source(py::handle given, const Where& where) {
  if (is_path(given)) {
    open(to_path(given, where));
  } else if (py::hasattr(given, "read")) {
    buffer_ = std::make_unique<FileInput>(given, where);
  } else {
    const bool lines = !PyBytes_Check(given.ptr()) && !PyDict_Check(given.ptr());
    auto iterator = py::reinterpret_steal<py::object>(lines ? PyObject_GetIter(given.ptr()) : nullptr);
    if (!iterator) {
      PyErr_Clear();
      wrong_type(where, "a path, a file or an iterable of lines", given);
    }
    buffer_ = std::make_unique<LinesInput>(std::move(iterator), where);
  }
  stream_ = std::make_unique<std::istream>(buffer_.get());
  stream_->exceptions(std::ios::badbit);  // what Python raised goes on as it is
}

Sink::Sink(py::handle given, const Where& where) {
  if (is_path(given)) {
    const auto path = to_path(given, where);
    name_ = path.string();
    auto file = std::make_unique<std::filebuf>();
    if (file->open(path, std::ios::out | std::ios::binary | std::ios::trunc) == nullptr)
      throw Error(ErrorCode::io, fmt::format("\"{}\" cannot be written: {}", name_, std::strerror(errno)));
    buffer_ = std::move(file);
  } else {
    if (!py::hasattr(given, "write")) wrong_type(where, "a path or a file", given);
    buffer_ = std::make_unique<FileOutput>(given);
  }
  stream_ = std::make_unique<std::ostream>(buffer_.get());
  if (name_.empty()) stream_->exceptions(std::ios::badbit);
}

void Sink::finish() {
  stream_->flush();
  auto* file = dynamic_cast<std::filebuf*>(buffer_.get());
  if (!*stream_ || (file != nullptr && file->close() == nullptr))
    throw Error(ErrorCode::io, fmt::format("\"{}\" could not be written to its end", name_));
}

}  // namespace forestall::python
