// SPDX-License-Identifier: Apache-2.0
#include "index/inverter.h"

#include <algorithm>

#include "index/build.h"

namespace forestall::index {
namespace {

constexpr std::uint32_t kPositionBits = 30, kPositionMask = (1u << kPositionBits) - 1;
constexpr std::uint8_t kLong = 255;
constexpr std::size_t kRecordHeader = 6;

/// What an inverter knows of a session's term. One table a thread, valid for one inverter at a time: a single put must
/// not pay for every term that the session has met.
struct Known {
  std::uint32_t epoch, term, document, at;
};
struct Terms {
  std::vector<Known> known, words;
  std::uint32_t epoch = 0;
};
Terms& thread_terms() {
  thread_local Terms terms;
  return terms;
}

struct Record {
  explicit Record(const char* at) {
    std::memcpy(&term, at, sizeof term);
    code = static_cast<std::uint8_t>(at[4]);
    length = static_cast<std::uint8_t>(at[5]);
    bytes = at + kRecordHeader;
    if (length != kLong) return;
    std::memcpy(&length, bytes, sizeof length);
    bytes += sizeof length;
  }
  std::uint32_t term, length;
  std::uint8_t code;
  const char* bytes;
};

/// The first eight bytes as a number that sorts as they do.
std::uint64_t prefix(std::string_view term) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < 8; ++i) key = key << 8 | (i < term.size() ? static_cast<std::uint8_t>(term[i]) : 0u);
  return key;
}

}  // namespace

Inverter::Inverter(std::size_t text_bytes) {
  Terms& terms = thread_terms();
  if (++terms.epoch == 0) {
    terms.known.clear();
    terms.words.clear();
    terms.epoch = 1;
  }
  epoch_ = terms.epoch;
  records_.reserve(text_bytes);
}

schema::FieldCounts Inverter::add(const Document& document, std::string_view lang, analysis::Session& session) {
  schema::FieldCounts lengths{};
  doc_terms_.clear();
  occurrences_.clear();
  for (int f = 0; f < schema::kFields; ++f) {
    tokens_.clear();
    analyze_field(document, f, lang, session, tokens_);
    const std::vector<Known>& known = thread_terms().known;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (i + 8 < tokens_.size() && tokens_[i + 8].number < known.size())
        __builtin_prefetch(&known[tokens_[i + 8].number], 1);
      take(tokens_[i], f, session);
    }
    lengths[f] = static_cast<std::uint32_t>(tokens_.size());
  }
  add_records();
  ++documents_;
  return lengths;
}

void Inverter::take(const analysis::Token& token, int field, const analysis::Session& session) {
  std::vector<Known>& known = thread_terms().known;
  if (token.number >= known.size()) known.resize(token.number + token.number / 2 + 1024);
  Known& term = known[token.number];
  if (term.epoch != epoch_) {
    term = {epoch_, static_cast<std::uint32_t>(terms_.size()), documents_ + 1, 0};
    terms_.push_back({token.term, token.hash, false});
    df_.push_back(0);
  }
  const auto at = static_cast<std::uint32_t>(occurrences_.size());
  occurrences_.push_back(
      {static_cast<std::uint32_t>(field) << kPositionBits | std::min(token.position, kPositionMask), 0});
  if (term.document != documents_) {
    term.document = documents_;
    term.at = static_cast<std::uint32_t>(doc_terms_.size());
    doc_terms_.push_back({term.term, at, at, {}});
    ++df_[term.term];
  } else {
    occurrences_[doc_terms_[term.at].last].next = at;
    doc_terms_[term.at].last = at;
  }
  ++doc_terms_[term.at].tf[field];
  if (token.surface != analysis::kNoSurface && token.form == analysis::Form::word) take_word(token, term.term, session);
}

void Inverter::take_word(const analysis::Token& token, std::uint32_t term, const analysis::Session& session) {
  if (token.surface == token.number) {
    terms_[term].word = true;
    return;
  }
  std::vector<Known>& known = thread_terms().words;
  if (token.surface >= known.size()) known.resize(token.surface + token.surface / 2 + 1024);
  Known& word = known[token.surface];
  if (word.epoch != epoch_) {
    word = {epoch_, static_cast<std::uint32_t>(words_.size()), documents_ + 1, 0};
    words_.push_back({session.text(token.surface), term, 0});
  }
  if (word.document == documents_) return;
  word.document = documents_;
  ++words_[word.term].df;
}

void Inverter::add_records() {
  record_starts_.push_back(records_.size());
  next_entry_.push_back(next_entry_.back() + doc_terms_.size());
  for (const DocTerm& term : doc_terms_) {
    const std::uint32_t count = postings::total(term.tf);
    const std::uint8_t code = postings::encode_tf(term.tf);
    char* const record =
        records_.room(kRecordHeader + sizeof(std::uint32_t) + 5 * (std::size_t{count} + schema::kFields));
    char* bytes = record + kRecordHeader;
    const bool may_be_long = count > 40;
    if (may_be_long) bytes += sizeof(std::uint32_t);
    char* at = bytes;
    if (code == postings::kEscape)
      for (const std::uint32_t tf : term.tf) at = base::put_varint32(at, tf);
    std::uint32_t field = schema::kFields, last = 0;
    for (std::uint32_t i = 0, o = term.first; i < count; ++i, o = occurrences_[o].next) {
      const std::uint32_t f = occurrences_[o].place >> kPositionBits, position = occurrences_[o].place & kPositionMask;
      if (f != field) last = 0;
      field = f;
      at = base::put_varint32(at, position - last);
      last = position;
    }
    const auto length = static_cast<std::uint32_t>(at - bytes);
    std::memcpy(record, &term.term, sizeof term.term);
    record[4] = static_cast<char>(code);
    record[5] = static_cast<char>(may_be_long ? kLong : length);
    if (may_be_long) std::memcpy(record + kRecordHeader, &length, sizeof length);
    records_.end_at(at);
  }
}

void Inverter::group_by_term() {
  starts_.assign(terms_.size() + 1, 0);
  for (std::size_t i = 0; i < df_.size(); ++i) starts_[i + 1] = starts_[i] + df_[i];
  places_.resize(starts_.back());
  std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
  record_starts_.push_back(records_.size());
  for (std::uint32_t doc = 0; doc < documents_; ++doc) {
    const char *const first = records_.data() + record_starts_[doc], *const end =
                                                                         records_.data() + record_starts_[doc + 1];
    for (const char* at = first; at < end;) {
      const Record record(at);
      places_[next[record.term]++] = {doc, static_cast<std::uint32_t>(at - first)};
      at = record.bytes + record.length;
    }
  }
}

/// Numbers in ascending order of their terms, bytewise.
std::vector<std::uint32_t> Inverter::sorted_terms() const {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys(terms_.size());
  for (std::uint32_t n = 0; n < terms_.size(); ++n) keys[n] = {prefix(terms_[n].text), n};
  std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : terms_[a.second].text < terms_[b.second].text;
  });
  std::vector<std::uint32_t> order(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) order[i] = keys[i].second;
  return order;
}

void Inverter::write(SegmentWriter& writer) {
  group_by_term();
  entries_.resize(places_.size());
  writer.begin_terms();
  writer.reserve(records_.size());
  const std::vector<std::uint32_t> order = sorted_terms();
  for (std::uint32_t ord = 0; ord < order.size(); ++ord) {
    // Most terms stand in one document: what the next ones need is fetched meanwhile.
    if (ord + 8 < order.size()) __builtin_prefetch(&places_[starts_[order[ord + 8]]]);
    if (ord + 4 < order.size()) fetch(places_[starts_[order[ord + 4]]]);
    write_term(order[ord], ord, writer);
  }
  records_ = {};
  places_.free();
  write_words(order, writer);
  write_forward(writer);
}

void Inverter::write_words(const std::vector<std::uint32_t>& order, SegmentWriter& writer) const {
  std::vector<std::uint32_t> ords(order.size());
  for (std::uint32_t ord = 0; ord < order.size(); ++ord) ords[order[ord]] = ord;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys(words_.size());
  for (std::uint32_t n = 0; n < words_.size(); ++n) keys[n] = {prefix(words_[n].text), n};
  std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : words_[a.second].text < words_[b.second].text;
  });
  for (const auto& [key, n] : keys) writer.add_word(words_[n].text, {words_[n].df, ords[words_[n].term]});
}

void Inverter::fetch(const Place& place) const {
  __builtin_prefetch(records_.data() + record_starts_[place.doc] + place.offset);
  __builtin_prefetch(&entries_[next_entry_[place.doc]], 1);
}

void Inverter::write_term(std::uint32_t number, std::uint32_t ord, SegmentWriter& writer) {
  writer.begin_term(terms_[number].text, terms_[number].hash, df_[number], terms_[number].word);
  for (std::uint32_t i = starts_[number]; i < starts_[number + 1]; ++i) {
    if (i + 4 < starts_[number + 1]) fetch(places_[i + 4]);
    const Place& place = places_[i];
    const Record record(records_.data() + record_starts_[place.doc] + place.offset);
    writer.add_posting(place.doc, record.code, {record.bytes, record.length});
    std::uint32_t code = record.code;
    if (code == postings::kEscape) {
      const auto* bytes = reinterpret_cast<const std::uint8_t*>(record.bytes);
      code = 256 + static_cast<std::uint32_t>(escaped_.size());
      escaped_.push_back(postings::read_tf(record.code, bytes));
    }
    entries_[next_entry_[place.doc]++] = {ord, code};
  }
  writer.end_term();
}

/// Every document's entries were filled up: its stretch ends where the next one's begins.
void Inverter::write_forward(SegmentWriter& writer) {
  postings::ForwardWriter forward;
  std::uint64_t i = 0;
  for (std::uint32_t doc = 0; doc < documents_; ++doc) {
    forward.clear();
    for (; i < next_entry_[doc]; ++i)
      forward.add(entries_[i].term, static_cast<std::uint8_t>(std::min(entries_[i].code, 255u)),
                  entries_[i].code < 256 ? schema::FieldCounts{} : escaped_[entries_[i].code - 256]);
    writer.add_forward(forward);
  }
}

}  // namespace forestall::index
