// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <ostream>
#include <span>
#include <unordered_set>

#include "base/fail.h"
#include "engine/json_write.h"
#include "engine/jsonl_lines.h"

namespace forestall {
namespace engine {
namespace {

struct Pending {
  std::uint64_t line;
  Batch::Operation operation;
};

class Importer {
 public:
  Importer(const std::function<std::size_t(const Batch&)>& write,
           const std::function<Batch::Operation(std::string_view)>& parse, const ImportOptions& options)
      : write_(write), parse_(parse), options_(options) {}

  ImportReport run(std::istream& in) {
    LineReader lines(in, options_.line_limit);
    std::uint64_t batch_start = 0;
    while (lines.next()) {
      take(lines);
      if (pending_.size() >= options_.batch_documents || lines.bytes() - batch_start >= options_.batch_bytes) {
        finish_batch(lines);
        batch_start = lines.bytes();
      }
    }
    if (lines.number() > report_.line) finish_batch(lines);
    return report_;
  }

 private:
  void take(const LineReader& lines) {
    if (lines.too_long())
      return refuse(lines.number(), fmt::format("the line is longer than {} bytes", options_.line_limit));
    const std::string_view line = lines.line();
    if (line.find_first_not_of(" \t") == std::string_view::npos) return;
    try {
      pending_.push_back({lines.number(), parse_(line)});
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_argument) throw;
      refuse(lines.number(), error.what());
    }
  }

  void finish_batch(const LineReader& lines) {
    write(pending_);
    pending_.clear();
    report_.line = lines.number();
    report_.bytes = lines.bytes();
    if (options_.progress) options_.progress(report_);
  }

  /// Halves a batch that is refused until the lines at fault stand alone; order is kept, as the last line of an id
  /// wins.
  void write(std::span<Pending> lines) {
    if (lines.empty()) return;
    try {
      return write_together(lines);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_argument && error.code() != ErrorCode::not_found) throw;
      if (lines.size() == 1) return refuse(lines.front().line, error.what());
    }
    const std::size_t half = lines.size() / 2;
    write(lines.first(half));
    write(lines.subspan(half));
  }

  void write_together(std::span<Pending> lines) {
    Batch batch;  // takes the documents; gives them back if it is refused
    std::unordered_set<std::string> ids;
    std::uint64_t documents = 0, votes = 0, lessons = 0;
    for (Pending& line : lines) {
      if (auto* put = std::get_if<Batch::Put>(&line.operation)) {
        ids.insert(put->document.id);
        ++documents;
        batch.put(std::move(put->document));
      } else if (const auto* cast = std::get_if<Batch::Cast>(&line.operation)) {
        ++votes;
        batch.vote(cast->id, cast->vote);
      } else if (auto* learn = std::get_if<Batch::Learn>(&line.operation)) {
        ids.insert('\x01' + learn->lesson.ticket);  // no document's id
        ++documents;
        ++lessons;
        batch.learn(std::move(learn->lesson));
      }
    }
    std::uint64_t written = 0;
    try {
      written = write_(batch);
    } catch (...) {
      for (std::size_t i = 0; i < lines.size(); ++i) lines[i].operation = batch.operations()[i];
      throw;
    }
    report_.written += written;
    report_.unchanged += ids.size() - std::min<std::uint64_t>(written, ids.size());
    report_.superseded += documents - ids.size();
    report_.votes += votes;
    report_.lessons += lessons;
  }

  void refuse(std::uint64_t line, const std::string& reason) {
    ++report_.refused;
    if (options_.refused) options_.refused(line, reason);
  }

  const std::function<std::size_t(const Batch&)>& write_;
  const std::function<Batch::Operation(std::string_view)>& parse_;
  const ImportOptions& options_;
  std::vector<Pending> pending_;
  ImportReport report_;
};

}  // namespace

ImportReport import_lines(const std::function<std::size_t(const Batch&)>& write,
                          const std::function<Batch::Operation(std::string_view line)>& parse, std::istream& in,
                          const ImportOptions& options) {
  if (options.batch_documents == 0) fail(ErrorCode::invalid_argument, "batch_documents must be at least 1");
  return Importer(write, parse, options).run(in);
}

}  // namespace engine

ImportReport import_jsonl(Index& index, std::istream& in, const ImportOptions& options) {
  return engine::import_lines(
      [&](const Batch& batch) { return index.write(batch); },
      [&](std::string_view line) { return engine::parse_operation(line, {options.ignore_unknown}); }, in, options);
}

std::uint64_t export_jsonl(const Index& index, std::ostream& out) {
  std::uint64_t lines = 0;
  const auto emit = [&](const std::string& line) {
    out << line << '\n';
    if (!out) fail(ErrorCode::io, "line {} cannot be written", lines + 1);
    ++lines;
  };
  index.visit([&](const Document& document) { emit(to_json(document)); },
              [&](std::string_view id, const Vote& vote) {
                emit(engine::dump({{"vote", {{"id", id}, {"voter", vote.voter}, {"helpful", vote.helpful}}}}));
              },
              [&](const Lesson& lesson) { emit("{\"lesson\":" + to_json(lesson) + "}"); });
  out.flush();
  if (!out) fail(ErrorCode::io, "the output cannot be written");
  return lines;
}

}  // namespace forestall
