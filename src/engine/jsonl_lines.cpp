// SPDX-License-Identifier: Apache-2.0
#include "engine/jsonl_lines.h"

#include <algorithm>
#include <cstring>

#include "base/fail.h"

namespace forestall::engine {

LineReader::LineReader(std::istream& in, std::size_t limit) : in_(in), limit_(limit), buffer_(std::size_t{256} << 10) {}

bool LineReader::fill() {
  std::streambuf* source = in_.rdbuf();
  if (source == nullptr || in_.bad()) fail(ErrorCode::io, "the input cannot be read");
  begin_ = end_ = 0;
  if (source->sgetc() == std::char_traits<char>::eof()) return false;
  const std::streamsize ready = std::max<std::streamsize>(source->in_avail(), 1);
  const auto count = source->sgetn(buffer_.data(), std::min(ready, static_cast<std::streamsize>(buffer_.size())));
  end_ = static_cast<std::size_t>(count);
  return end_ > 0;
}

void LineReader::append(std::string_view piece) {
  bytes_ += piece.size();
  if (too_long_) return;
  if (line_.size() + piece.size() > limit_ + 1) {  // one more: it may be a carriage return
    too_long_ = true;
    line_ = std::string();
    return;
  }
  line_.append(piece);
}

bool LineReader::next() {
  line_.clear();
  too_long_ = false;
  bool any = false;
  for (;;) {
    if (begin_ == end_ && !fill()) break;
    any = true;
    const char* start = buffer_.data() + begin_;
    const auto* stop = static_cast<const char*>(std::memchr(start, '\n', end_ - begin_));
    const std::size_t length = stop != nullptr ? static_cast<std::size_t>(stop - start) : end_ - begin_;
    append({start, length});
    begin_ += length;
    if (stop != nullptr) {
      ++begin_;
      ++bytes_;
      break;
    }
  }
  if (!any) return false;
  ++number_;
  if (line_.starts_with("\xEF\xBB\xBF")) line_.erase(0, 3);
  if (line_.ends_with('\r')) line_.pop_back();
  if (line_.size() > limit_) {
    too_long_ = true;
    line_ = std::string();
  }
  return true;
}

std::string_view LineReader::line() const { return line_; }

}  // namespace forestall::engine
