// SPDX-License-Identifier: Apache-2.0
#include "index/build.h"

#include <algorithm>
#include <map>

#include "index/audience.h"
#include "index/inverter.h"
#include "index/lesson.h"
#include "index/segment_writer.h"

namespace forestall::index {
namespace {

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

LanguageStatistics sum(const std::vector<schema::FieldCounts>& lengths) {
  LanguageStatistics sum;
  sum.documents = lengths.size();
  for (const schema::FieldCounts& counts : lengths)
    for (int f = 0; f < schema::kFields; ++f) sum.lengths[f] += counts[f];
  return sum;
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
  if (const std::string given = analysis::canonical_language(document.lang); analysis::names_language(given))
    return given;
  const analysis::Detected detected =
      analysis::detect_language(document.title + "\n" + analysis::plain_text(document.body, document.format));
  // Under a wrong language a document of a few words is found by nobody, under none by its words as they stand.
  if (!detected.sure() && space_of(document.id) == Space::documents) return {};
  return detected.lang;
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
    std::size_t text_bytes = 0;
    for (const Input* input : members) text_bytes += input->document->title.size() + input->document->body.size();
    Inverter inverter(text_bytes);
    std::vector<schema::FieldCounts> lengths;
    for (const Input* input : members) lengths.push_back(inverter.add(*input->document, key.lang, session));
    const LanguageStatistics fresh = sum(lengths);
    writer.begin_partition(key, averages ? averages(key.space, key.lang, fresh) : fresh.averages());
    for (std::size_t i = 0; i < members.size(); ++i) add_columns(*members[i], lengths[i], writer);
    inverter.write(writer);
    writer.end_partition();
  }
  return writer.finish();
}

}  // namespace forestall::index
