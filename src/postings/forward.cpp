// SPDX-License-Identifier: Apache-2.0
#include "postings/forward.h"

namespace forestall::postings {

void ForwardWriter::clear() {
  entries_.clear();
  count_ = last_ = 0;
}

void ForwardWriter::write(std::string& out) const {
  base::write_varint32(out, count_);
  out.append(entries_.view());
}

void ForwardWriter::write(base::Spool& out) const {
  char* at = base::put_varint32(out.room(5 + entries_.size()), count_);
  if (count_ > 0) std::memcpy(at, entries_.data(), entries_.size());
  out.end_at(at + entries_.size());
}

ForwardCursor::ForwardCursor(const char* bytes) : at_(reinterpret_cast<const std::uint8_t*>(bytes)) {
  left_ = base::read_varint32(at_);
}

void ForwardCursor::read_escape() {
  for (auto& count : escape_) count = base::read_varint32(at_);
}

}  // namespace forestall::postings
