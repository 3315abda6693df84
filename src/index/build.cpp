// SPDX-License-Identifier: Apache-2.0
#include "index/build.h"

#include <algorithm>
#include <bit>
#include <map>

#include "base/bytes.h"
#include "index/audience.h"
#include "index/lesson.h"
#include "index/segment_writer.h"
#include "ranking/bm25f.h"

namespace forestall::index {
namespace {

/// Terms of a partition, numbered as they are met.
class TermNumbers {
 public:
  std::uint32_t number(const analysis::Token& token) {
    if (terms_.size() * 2 >= slots_.size()) grow();
    for (std::size_t i = token.hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i] == 0) {
        terms_.push_back({token.term, token.hash});
        slots_[i] = static_cast<std::uint32_t>(terms_.size());
        return slots_[i] - 1;
      }
      const Entry& entry = terms_[slots_[i] - 1];
      // A session gives a word the same bytes each time.
      if (entry.hash == token.hash && (entry.term.data() == token.term.data() || entry.term == token.term))
        return slots_[i] - 1;
    }
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(terms_.size()); }
  std::string_view term(std::uint32_t n) const { return terms_[n].term; }

  /// Numbers in ascending order of their terms, bytewise.
  std::vector<std::uint32_t> sorted() const {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keys(terms_.size());
    for (std::uint32_t n = 0; n < terms_.size(); ++n) keys[n] = {prefix(terms_[n].term), n};
    std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : terms_[a.second].term < terms_[b.second].term;
    });
    std::vector<std::uint32_t> order(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) order[i] = keys[i].second;
    return order;
  }

 private:
  struct Entry {
    std::string_view term;
    std::uint64_t hash;
  };
  /// The first eight bytes as a number that sorts as they do.
  static std::uint64_t prefix(std::string_view term) {
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < 8; ++i) key = key << 8 | (i < term.size() ? static_cast<std::uint8_t>(term[i]) : 0u);
    return key;
  }
  void grow() {
    slots_.assign(std::max<std::size_t>(1024, slots_.size() * 2), 0);
    for (std::uint32_t n = 0; n < terms_.size(); ++n) {
      std::size_t i = terms_[n].hash & (slots_.size() - 1);
      while (slots_[i] != 0) i = (i + 1) & (slots_.size() - 1);
      slots_[i] = n + 1;
    }
  }
  std::vector<Entry> terms_;
  std::vector<std::uint32_t> slots_;
};

/// One occurrence of a term. `place`: field in the upper two bits, position below.
struct Occurrence {
  std::uint32_t doc;
  std::uint32_t place;
};
constexpr std::uint32_t kPositionBits = 30, kPositionMask = (1u << kPositionBits) - 1;

/// Documents of one language and visibility, inverted.
class Inverter {
 public:
  /// Returns the field lengths, in positions.
  schema::FieldCounts add(const Document& document, std::string_view lang, analysis::Session& session) {
    schema::FieldCounts lengths{};
    for (int f = 0; f < schema::kFields; ++f) {
      tokens_.clear();
      analyze_field(document, f, lang, session, tokens_);
      for (const analysis::Token& token : tokens_) {
        terms_of_.push_back(numbers_.number(token));
        occurrences_.push_back(
            {documents_, static_cast<std::uint32_t>(f) << kPositionBits | std::min(token.position, kPositionMask)});
      }
      lengths[f] = static_cast<std::uint32_t>(tokens_.size());
    }
    bounds_.push_back(occurrences_.size());
    ++documents_;
    return lengths;
  }

  void write(SegmentWriter& writer) {
    group_by_term();
    // A document has at most as many entries as occurrences, so that each has its stretch of one array.
    entries_.resize(occurrences_.size());
    next_entry_.assign(bounds_.begin(), bounds_.end() - 1);
    const std::vector<std::uint32_t> order = numbers_.sorted();
    for (std::uint32_t ord = 0; ord < order.size(); ++ord) write_term(order[ord], ord, writer);
    std::string bytes;
    postings::ForwardWriter forward;
    for (std::uint32_t doc = 0; doc < documents_; ++doc) {
      bytes.clear();
      forward.clear();
      for (std::size_t i = bounds_[doc]; i < next_entry_[doc]; ++i) forward.add(entries_[i].first, entries_[i].second);
      forward.write(bytes);
      writer.add_forward(bytes);
    }
  }

 private:
  void group_by_term() {
    starts_.assign(numbers_.size() + 1, 0);
    for (const std::uint32_t term : terms_of_) ++starts_[term + 1];
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
    grouped_.resize(occurrences_.size());
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    for (std::size_t i = 0; i < occurrences_.size(); ++i) grouped_[next[terms_of_[i]]++] = occurrences_[i];
  }

  void write_term(std::uint32_t number, std::uint32_t ord, SegmentWriter& writer) {
    writer.begin_term(numbers_.term(number));
    for (std::uint32_t i = starts_[number]; i < starts_[number + 1];) {
      const std::uint32_t doc = grouped_[i].doc;
      schema::FieldCounts tf{};
      record_.clear();
      std::uint32_t field = schema::kFields, last = 0;
      for (; i < starts_[number + 1] && grouped_[i].doc == doc; ++i) {
        const std::uint32_t f = grouped_[i].place >> kPositionBits, position = grouped_[i].place & kPositionMask;
        if (f != field) last = 0;
        field = f;
        base::write_varint32(record_, position - last);
        last = position;
        ++tf[f];
      }
      writer.add_posting(doc, tf, record_);
      entries_[next_entry_[doc]++] = {ord, tf};
    }
    writer.end_term();
  }

  TermNumbers numbers_;
  std::vector<analysis::Token> tokens_;
  std::vector<std::uint32_t> terms_of_, starts_;
  std::vector<Occurrence> occurrences_, grouped_;
  std::vector<std::size_t> bounds_{0}, next_entry_;  // by document, of its stretch of entries_
  std::vector<std::pair<std::uint32_t, schema::FieldCounts>> entries_;
  std::string record_;
  std::uint32_t documents_ = 0;
};

std::int64_t seconds(const std::optional<Time>& time) { return time ? time->time_since_epoch().count() : kNoTime; }

void add_columns(const Input& input, const schema::FieldCounts& lengths, SegmentWriter& writer) {
  const Document& document = *input.document;
  DocColumns columns;
  columns.id = document.id;
  columns.lengths = lengths;
  columns.info.number = input.number;
  columns.info.created = seconds(document.created);
  columns.info.updated = seconds(document.updated);
  columns.info.votes = document.votes;
  columns.info.kind = static_cast<std::uint8_t>(document.kind);
  columns.info.solved = document.solved;
  std::string fold;
  if (document.kind == Kind::reply && !document.parent.empty())
    fold = "i:" + document.parent;
  else if (!document.family.empty())
    fold = "f:" + document.family;
  const std::string products = join_set(document.product), tags = join_set(document.tags);
  columns.fold = fold;
  columns.products = products;
  columns.category = document.category;
  columns.tags = tags;
  columns.audience = input.audience;
  writer.add_document(columns);
}

schema::FieldValues own_averages(const std::vector<schema::FieldCounts>& lengths) {
  std::array<std::uint64_t, schema::kFields> sums{};
  for (const schema::FieldCounts& counts : lengths)
    for (int f = 0; f < schema::kFields; ++f) sums[f] += counts[f];
  return ranking::averages(sums, lengths.size());
}

}  // namespace

/// A ticket of one text is matched alike, whether it was written as the subject or the body.
static void analyze_lesson(const Document& lesson, int field, std::string_view lang, analysis::Session& session,
                           std::vector<analysis::Token>& out) {
  const bool one = lesson.body.empty();
  if (field == schema::kTitle && !one) session.analyze(lesson.title, lang, out);
  if (field == schema::kBody) session.analyze(one ? lesson.title : lesson.body, lang, out);
}

std::string language_of(const Document& document) {
  if (!document.lang.empty()) return analysis::canonical_language(document.lang);
  return analysis::detect_language(document.title + "\n" + analysis::plain_text(document.body, document.format)).lang;
}

void analyze_field(const Document& document, int field, std::string_view lang, analysis::Session& session,
                   std::vector<analysis::Token>& out) {
  if (space_of(document.id) == Space::lessons) return analyze_lesson(document, field, lang, session, out);
  if (field == schema::kTitle) {
    session.analyze(document.title, lang, out);
  } else if (field == schema::kBody) {
    if (document.format == BodyFormat::plain)
      session.analyze(document.body, lang, out);
    else
      session.analyze(analysis::plain_text(document.body, document.format), lang, out);
  } else {
    for (const std::string& tag : document.tags) {
      const std::size_t first = out.size();
      // One position is left free between tags, so that no phrase runs over two of them.
      const std::uint32_t shift = out.empty() ? 0 : out.back().position + 2;
      session.analyze(tag, lang, out);
      for (std::size_t i = first; i < out.size(); ++i) out[i].position += shift;
    }
  }
}

std::string build_segment(std::span<const Input> inputs, analysis::Session& session, const Schema& schema,
                          const Averages& averages) {
  const Reader counted_reader{{schema.statistics_audience}, false};
  std::map<PartitionKey, std::vector<const Input*>> partitions;
  for (const Input& input : inputs)
    partitions[{space_of(input.document->id), !visible(input.audience, counted_reader), language_of(*input.document)}]
        .push_back(&input);
  SegmentWriter writer(schema);
  for (const auto& [key, members] : partitions) {
    Inverter inverter;
    std::vector<schema::FieldCounts> lengths;
    for (const Input* input : members) lengths.push_back(inverter.add(*input->document, key.lang, session));
    writer.begin_partition(key, averages ? averages(key.space, key.lang) : own_averages(lengths));
    for (std::size_t i = 0; i < members.size(); ++i) add_columns(*members[i], lengths[i], writer);
    inverter.write(writer);
    writer.end_partition();
  }
  return writer.finish();
}

}  // namespace forestall::index
