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

ForwardCursor::ForwardCursor(const char* bytes) : at_(reinterpret_cast<const std::uint8_t*>(bytes)) {
  left_ = base::read_varint32(at_);
}

void ForwardCursor::read_escape() {
  for (auto& count : escape_) count = base::read_varint32(at_);
}

}  // namespace forestall::postings
