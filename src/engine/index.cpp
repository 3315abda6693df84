// SPDX-License-Identifier: Apache-2.0
#include "forestall/index.h"

#include <algorithm>
#include <mutex>

#include "base/fail.h"
#include "forestall/version.h"
#include "index/lesson.h"
#include "index/verify.h"
#include "index/writer.h"
#include "mail/clean.h"
#include "schema/fields.h"

namespace forestall {
namespace {

constexpr const char* kSchemaKey = "schema";
constexpr int kReadOnlyTries = 40;

/// Whether a writer has published other segments since: it may have removed those that a reader was about to open.
bool moved_on(const std::filesystem::path& directory, const IndexOptions& options, const storage::Store& seen) {
  return storage::Store::open(directory, options)->manifest() != seen.manifest();
}

/// A lesson is kept as a draft is read: without what says nothing of the problem.
Draft cleaned_draft(const Lesson& lesson) {
  Draft draft = lesson.draft;
  CleanedDraft text = mail::clean(draft);
  draft.subject = std::move(text.subject);
  draft.body = std::move(text.body);
  if (!text.evidence.empty()) draft.body += "\n" + text.evidence;
  draft.format = BodyFormat::plain;
  return draft;
}

/// Lessons are stored as the rules of their day left them; those that today's rules clean further are learnt anew.
void clean_lessons(Index& index) {
  Batch batch;
  index.visit([](const Document&) {}, {},
              [&](const Lesson& lesson) {
                Lesson cleaned = lesson;
                cleaned.draft = cleaned_draft(lesson);
                if (cleaned != lesson) batch.learn(std::move(cleaned));
              });
  if (!batch.operations().empty()) index.write(batch);
}

/// The batch itself, or one with its lessons cleaned.
std::shared_ptr<const Batch> cleaned(const Batch& batch) {
  const auto& all = batch.operations();
  const bool teaches = std::any_of(all.begin(), all.end(), [](const Batch::Operation& operation) {
    return std::holds_alternative<Batch::Learn>(operation);
  });
  if (!teaches) return {std::shared_ptr<const Batch>(), &batch};
  std::vector<Batch::Operation> operations = all;
  for (Batch::Operation& operation : operations)
    if (auto* learn = std::get_if<Batch::Learn>(&operation)) learn->lesson.draft = cleaned_draft(learn->lesson);
  return std::make_shared<const Batch>(std::move(operations));
}

}  // namespace

class Index::Impl {
 public:
  Impl(std::shared_ptr<storage::Store> store, const IndexOptions& options)
      : directory_(store->directory()),
        schema_(read_schema(*store)),
        writer_(std::make_shared<index::Writer>(std::move(store), schema_, options)) {}

  /// The writer, as long as the index is open.
  std::shared_ptr<index::Writer> writer() const {
    const std::lock_guard lock(mutex_);
    if (!writer_) fail(ErrorCode::unsupported, "{} is closed", directory_.string());
    return writer_;
  }
  std::shared_ptr<index::Writer> writable() const {
    auto open = writer();
    if (open->store().read_only()) fail(ErrorCode::unsupported, "{} is open read-only", directory_.string());
    return open;
  }
  void close() {
    std::shared_ptr<index::Writer> open;
    {
      const std::lock_guard lock(mutex_);
      open = std::exchange(writer_, nullptr);
    }
    if (!open) return;
    if (!open->store().read_only()) open->flush();
    open->stop();
  }
  const Schema& schema() const { return *schema_; }

 private:
  static std::shared_ptr<const Schema> read_schema(const storage::Store& store) {
    const auto settings = store.settings();
    const auto found = settings.find(kSchemaKey);
    if (found == settings.end())
      fail(ErrorCode::corrupt, "{}: the settings hold no schema", store.directory().string());
    return std::make_shared<const Schema>(schema::from_text(found->second));
  }

  std::filesystem::path directory_;
  std::shared_ptr<const Schema> schema_;
  mutable std::mutex mutex_;
  std::shared_ptr<index::Writer> writer_;
};

Index::Index(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

Index Index::create(const std::filesystem::path& directory, const Schema& schema, const IndexOptions& options) {
  validate(schema);
  validate(options);
  if (options.read_only)
    fail(ErrorCode::invalid_argument, "{}: an index cannot be created read-only", directory.string());
  return Index(std::make_unique<Impl>(
      storage::Store::create(directory, {{kSchemaKey, schema::to_text(schema)}}, options), options));
}

Index Index::open(const std::filesystem::path& directory, const IndexOptions& options) {
  validate(options);
  if (options.read_only && options.rebuild)
    fail(ErrorCode::invalid_argument, "{}: an index cannot be rebuilt read-only", directory.string());
  for (int tries = 1;; ++tries) {
    const auto store = storage::Store::open(directory, options);
    try {
      Index index(std::make_unique<Impl>(store, options));
      if (options.rebuild) clean_lessons(index);
      return index;
    } catch (const Error&) {
      if (!options.read_only || tries == kReadOnlyTries || !moved_on(directory, options, *store)) throw;
    }
  }
}

Index Index::open_or_create(const std::filesystem::path& directory, const Schema& schema, const IndexOptions& options) {
  try {
    return open(directory, options);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found || options.read_only) throw;
  }
  return create(directory, schema, options);
}

std::size_t Index::write(const Batch& batch) { return impl_->writable()->write(*cleaned(batch)); }

std::function<std::size_t()> Index::prepare(const Batch& batch) {
  const auto clean = cleaned(batch);
  const auto prepared = std::make_shared<index::PreparedBatch>(impl_->writable()->prepare(*clean));
  return [this, clean, prepared] { return impl_->writable()->write(*clean, std::move(*prepared)); };
}

std::size_t Index::put(const Document& document) {
  Batch batch;
  batch.put(document);
  return write(batch);
}

void Index::remove(std::string_view id) {
  Batch batch;
  batch.remove(std::string(id));
  write(batch);
}

void Index::vote(std::string_view id, const Vote& vote) {
  Batch batch;
  batch.vote(std::string(id), vote);
  write(batch);
}

bool Index::learn(const Lesson& lesson) {
  Batch batch;
  batch.learn(lesson);
  return write(batch) > 0;
}

void Index::unlearn(std::string_view ticket) {
  Batch batch;
  batch.unlearn(std::string(ticket));
  write(batch);
}

void Index::set_calibration(const Calibration& calibration) { impl_->writable()->calibrate(calibration); }

Calibration Index::calibration() const { return impl_->writer()->snapshot()->calibration(); }

Searcher Index::searcher() const { return Searcher(impl_->writer()->snapshot()); }

Stats Index::stats() const {
  const auto writer = impl_->writer();
  Stats stats = writer->stats();
  stats.format = kFormatVersion;
  stats.layout = schema().layout;
  stats.bytes = writer->store().bytes();
  return stats;
}

CheckReport Index::check() const {
  const auto writer = impl_->writer();
  CheckReport report;
  report.faults = writer->store().check();
  const auto snapshot = writer->snapshot();
  for (std::string& fault : index::verify(*snapshot)) report.faults.push_back(std::move(fault));
  report.files = snapshot->leaves().size();
  report.documents = snapshot->documents();
  report.bytes = writer->store().bytes();
  return report;
}

void Index::flush() { impl_->writable()->flush(); }
void Index::wait() const { impl_->writer()->wait(); }
void Index::compact() { impl_->writable()->compact(); }
void Index::rebuild() {
  impl_->writable()->rebuild();
  clean_lessons(*this);
}

void Index::backup(const std::filesystem::path& directory) const { impl_->writer()->backup(directory); }

void Index::visit(const std::function<void(const Document&)>& each,
                  const std::function<void(std::string_view, const Vote&)>& each_vote,
                  const std::function<void(const Lesson&)>& each_lesson) const {
  const auto snapshot = impl_->writer()->snapshot();
  const auto visit_space = [&](index::Space space, const auto& take) {
    snapshot->rows().visit([&](std::uint64_t, Document&& row) {
      if (index::space_of(row.id) == space) take(row);
    });
  };
  visit_space(index::Space::documents, each);
  if (each_vote)
    snapshot->rows().visit_votes([&](std::string_view id, std::string_view voter, bool helpful) {
      each_vote(id, Vote{std::string(voter), helpful, false});
    });
  if (each_lesson) visit_space(index::Space::lessons, [&](const Document& row) { each_lesson(index::lesson_of(row)); });
}

const Schema& Index::schema() const { return impl_->schema(); }

void Index::close() { impl_->close(); }

}  // namespace forestall
