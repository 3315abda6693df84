// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <deque>
#include <future>
#include <optional>
#include <ostream>
#include <span>
#include <thread>
#include <unordered_set>

#include "base/fail.h"
#include "engine/json_write.h"
#include "engine/jsonl_lines.h"

namespace forestall {
namespace engine {
namespace {

constexpr std::size_t kMostThreads = 4;

struct Pending {
  std::uint64_t line;
  Batch::Operation operation;
};

/// Lines as one batch, which takes their documents.
struct Together {
  explicit Together(std::span<Pending> lines) {
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
  }
  void give_back(std::span<Pending> lines) const {
    for (std::size_t i = 0; i < lines.size(); ++i) lines[i].operation = batch.operations()[i];
  }
  Batch batch;
  std::unordered_set<std::string> ids;
  std::uint64_t documents = 0, votes = 0, lessons = 0;
};

/// Lines that are written together. While one is stored the next are read and prepared.
struct Chunk {
  std::vector<Pending> lines;
  std::vector<std::pair<std::uint64_t, std::string>> refused;  // when they were read
  std::uint64_t last_line = 0, bytes = 0;
  std::optional<Together> together;
  std::future<WritePrepared> prepared;  // uses what stands above
};

class Importer {
 public:
  Importer(const PrepareBatch& prepare, const std::function<Batch::Operation(std::string_view)>& parse,
           const ImportOptions& options)
      : prepare_(prepare), parse_(parse), options_(options), threads_(options.threads) {
    if (threads_ == 0) threads_ = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostThreads);
  }

  ImportReport run(std::istream& in) {
    LineReader lines(in, options_.line_limit);
    std::uint64_t batch_start = 0;
    while (lines.next()) {
      take(lines);
      if (next_->lines.size() >= options_.batch_documents || lines.bytes() - batch_start >= options_.batch_bytes) {
        finish_chunk(lines);
        batch_start = lines.bytes();
      }
    }
    if (lines.number() > last_line_) finish_chunk(lines);
    while (!chunks_.empty()) settle_first();
    return report_;
  }

 private:
  void take(const LineReader& lines) {
    if (lines.too_long()) {
      next_->refused.emplace_back(lines.number(), fmt::format("the line is longer than {} bytes", options_.line_limit));
      return;
    }
    const std::string_view line = lines.line();
    if (line.find_first_not_of(" \t") == std::string_view::npos) return;
    try {
      next_->lines.push_back({lines.number(), parse_(line)});
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_argument) throw;
      next_->refused.emplace_back(lines.number(), error.what());
    }
  }

  void finish_chunk(const LineReader& lines) {
    last_line_ = next_->last_line = lines.number();
    next_->bytes = lines.bytes();
    if (!next_->lines.empty()) {
      next_->together.emplace(next_->lines);
      next_->prepared = std::async(threads_ > 1 ? std::launch::async : std::launch::deferred,
                                   [this, batch = &next_->together->batch] { return prepare_(*batch); });
    }
    chunks_.push_back(std::exchange(next_, std::make_unique<Chunk>()));
    while (chunks_.size() >= threads_) settle_first();
  }

  /// Stores the oldest chunk: the last line of an id wins, so that the order must be kept.
  void settle_first() {
    const std::unique_ptr<Chunk> chunk = std::move(chunks_.front());
    chunks_.pop_front();
    for (const auto& [line, reason] : chunk->refused) refuse(line, reason);
    if (chunk->together) write(chunk->lines, *chunk->together, [&] { return chunk->prepared.get()(); });
    report_.line = chunk->last_line;
    report_.bytes = chunk->bytes;
    if (options_.progress) options_.progress(report_);
  }

  /// Halves a batch that is refused until the lines at fault stand alone; order is kept.
  void write(std::span<Pending> lines, const Together& together, const WritePrepared& store) {
    try {
      return count(together, store());
    } catch (const Error& error) {
      together.give_back(lines);
      if (error.code() != ErrorCode::invalid_argument && error.code() != ErrorCode::not_found) throw;
      if (lines.size() == 1) return refuse(lines.front().line, error.what());
    }
    const std::size_t half = lines.size() / 2;
    for (const std::span<Pending> part : {lines.first(half), lines.subspan(half)}) {
      const Together less(part);
      write(part, less, [&] { return prepare_(less.batch)(); });
    }
  }

  void count(const Together& together, std::uint64_t written) {
    report_.written += written;
    report_.unchanged += together.ids.size() - std::min<std::uint64_t>(written, together.ids.size());
    report_.superseded += together.documents - together.ids.size();
    report_.votes += together.votes;
    report_.lessons += together.lessons;
  }

  void refuse(std::uint64_t line, const std::string& reason) {
    ++report_.refused;
    if (options_.refused) options_.refused(line, reason);
  }

  const PrepareBatch& prepare_;
  const std::function<Batch::Operation(std::string_view)>& parse_;
  const ImportOptions& options_;
  std::size_t threads_;
  std::uint64_t last_line_ = 0;  // of the last chunk
  std::unique_ptr<Chunk> next_ = std::make_unique<Chunk>();
  std::deque<std::unique_ptr<Chunk>> chunks_;  // the oldest first
  ImportReport report_;
};

}  // namespace

ImportReport import_lines(const PrepareBatch& prepare,
                          const std::function<Batch::Operation(std::string_view line)>& parse, std::istream& in,
                          const ImportOptions& options) {
  if (options.batch_documents == 0) fail(ErrorCode::invalid_argument, "batch_documents must be at least 1");
  if (options.threads > 1024) fail(ErrorCode::invalid_argument, "threads is {}, at most 1024", options.threads);
  return Importer(prepare, parse, options).run(in);
}

}  // namespace engine

ImportReport import_jsonl(Index& index, std::istream& in, const ImportOptions& options) {
  return engine::import_lines(
      [&](const Batch& batch) { return index.prepare(batch); },
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
