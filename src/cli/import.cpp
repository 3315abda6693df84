// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "forestall/jsonl.h"

namespace forestall::cli {
namespace {

using Json = nlohmann::ordered_json;

struct ImportCommand {
  std::string db;
  std::vector<std::string> files;
  bool no_wait = false, ignore_unknown = false, json = false;
  std::string durability = "batched", layout;
  std::size_t batch = 100000;
  std::size_t memory_mb = 64;
  std::size_t threads = 0;
};

void define(CLI::App& command, ImportCommand& options) {
  command.add_option("DB", options.db, "Directory of the index; made if there is none")->required();
  command.add_option("FILE", options.files, "Files of JSON lines, one document each; - reads standard input")
      ->required();
  command.add_flag("--no-wait", options.no_wait, "Do not wait until segments are merged");
  command.add_flag("--ignore-unknown", options.ignore_unknown, "Pass over keys that a document does not have");
  command
      .add_option("--durability", options.durability,
                  "What a power cut may take: sync nothing, batched 100 ms, os what the system has not written")
      ->check(CLI::IsMember({"sync", "batched", "os"}))
      ->capture_default_str();
  command.add_option("--batch", options.batch, "Documents that are written together")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command.add_option("--memory", options.memory_mb, "MB of new index data held before it is written to a segment")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command
      .add_option("--layout", options.layout,
                  "Of an index that is made: fast answers in the least time, compact takes the least space")
      ->check(CLI::IsMember({"fast", "compact"}));
  add_json(command, options.json);
  command
      .add_option("--threads", options.threads,
                  "Threads that analyse documents; 0: as many as there are processors, up to 4")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command.footer(
      "A line holds {\"id\":\"kb-1\",\"title\":\"…\",\"body\":\"…\"} and what else is known: kind, lang, tags, "
      "product, category,\n"
      "audience, family, votes, views, solved, parent, created, updated, url, format (plain, markdown, html).\n"
      "A document replaces the one with its id; importing a file again changes nothing. Lines that cannot be taken "
      "are\n"
      "named with their reason, the others are written, and the exit status is then 3. MB are millions of bytes of "
      "input.");
}

Durability durability_of(const std::string& name) {
  static const std::map<std::string, Durability> names = {
      {"sync", Durability::sync}, {"batched", Durability::batched}, {"os", Durability::os}};
  return names.at(name);
}

/// One input, opened before anything is written.
struct Input {
  std::string name;
  std::vector<char> buffer;
  std::ifstream file;
  std::uint64_t size = 0;
  std::istream& stream() { return name == "-" ? std::cin : file; }
};

void refuse_compressed(Input& input) {
  const int first = input.file.peek();
  if (first == 0x28 || first == 0x1F) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("\"{}\" is compressed: unpack it into a pipe, as in: zstd -dc FILE | forestall import DB -",
                            input.name));
  }
  input.file.clear();
}

std::vector<std::unique_ptr<Input>> open_inputs(const std::vector<std::string>& names) {
  std::vector<std::unique_ptr<Input>> inputs;
  for (const std::string& name : names) {
    auto input = std::make_unique<Input>();
    input->name = name;
    if (name != "-") {
      input->buffer.resize(std::size_t{256} << 10);
      input->file.rdbuf()->pubsetbuf(input->buffer.data(), static_cast<std::streamsize>(input->buffer.size()));
      std::error_code error;
      if (std::filesystem::is_directory(name, error))
        throw Error(ErrorCode::io, fmt::format("\"{}\" is a directory", name));
      input->file.open(name, std::ios::binary);
      if (!input->file) throw Error(ErrorCode::not_found, fmt::format("\"{}\" cannot be read", name));
      refuse_compressed(*input);
      const auto size = std::filesystem::file_size(name, error);
      input->size = error ? 0 : size;
    }
    inputs.push_back(std::move(input));
  }
  return inputs;
}

void add(ImportReport& sum, const ImportReport& report) {
  sum.written += report.written;
  sum.unchanged += report.unchanged;
  sum.superseded += report.superseded;
  sum.votes += report.votes;
  sum.lessons += report.lessons;
  sum.refused += report.refused;
  sum.bytes += report.bytes;
  sum.line += report.line;
}

std::uint64_t documents_of(const ImportReport& report) { return report.written + report.unchanged + report.superseded; }

class Importing {
 public:
  Importing(const ImportCommand& options, std::uint64_t total)
      : options_(options), progress_("import", total, "documents") {}

  void run(Index& index, Input& input) {
    ImportOptions how;
    how.ignore_unknown = options_.ignore_unknown;
    how.batch_documents = options_.batch;
    // A batch becomes a segment: one that fills much of the memory can be written to a file as it is.
    // Several threads hold several, and others need not wait for their storing for long.
    how.batch_bytes = options_.threads == 1 ? (options_.memory_mb << 20) / 8 * 3 : (options_.memory_mb << 20) / 8;
    how.threads = options_.threads;
    how.refused = [&](std::uint64_t line, const std::string& reason) { refused(input, line, reason); };
    how.progress = [&](const ImportReport& report) { progressed(report); };
    add(sum_, import_jsonl(index, input.stream(), how));
  }
  const ImportReport& sum() const { return sum_; }
  void clear() { progress_.clear(); }

 private:
  void refused(const Input& input, std::uint64_t line, const std::string& reason) {
    progress_.clear();
    if (!options_.json) {
      std::cerr << fmt::format("{}:{}: {}\n", input.name, line, printable(reason));
      return;
    }
    Json item = {{"line", line}, {"reason", reason}};
    if (options_.files.size() > 1) item["file"] = input.name;
    print(Json{{"refused", item}});
  }
  void progressed(const ImportReport& report) {
    progress_.update(sum_.bytes + report.bytes, documents_of(sum_) + documents_of(report));
    if (options_.json) print(Json{{"written", sum_.written + report.written}, {"line", report.line}});
  }
  static void print(const Json& json) {
    std::cout << json.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
  }

  const ImportCommand& options_;
  Progress progress_;
  ImportReport sum_;
};

std::uint64_t peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void report(const ImportCommand& options, const ImportReport& sum, double seconds) {
  const double docs_per_s = static_cast<double>(documents_of(sum)) / seconds;
  const double mb_per_s = static_cast<double>(sum.bytes) / 1e6 / seconds;
  if (options.json) {
    const Json out = {{"written", sum.written},
                      {"unchanged", sum.unchanged},
                      {"refused", sum.refused},
                      {"seconds", seconds},
                      {"docs_per_s", docs_per_s},
                      {"mb_per_s", mb_per_s},
                      {"superseded", sum.superseded},
                      {"votes", sum.votes},
                      {"lessons", sum.lessons},
                      {"lines", sum.line},
                      {"bytes", sum.bytes},
                      {"cpu_seconds", cpu_seconds()},
                      {"peak_memory_bytes", peak_memory()}};
    std::cout << out.dump() << '\n';
    return;
  }
  std::string counts = fmt::format("{} written, {} unchanged", grouped(sum.written), grouped(sum.unchanged));
  if (sum.superseded > 0) counts += fmt::format(", {} superseded by a later line", grouped(sum.superseded));
  if (sum.lessons > 0) counts += fmt::format(", {} of them lessons", grouped(sum.lessons));
  if (sum.votes > 0) counts += fmt::format(", {} votes", grouped(sum.votes));
  if (sum.refused > 0) counts += ", " + red(grouped(sum.refused) + " refused");
  std::cout << fmt::format("{}\n{} of input in {}: {} documents/s, {:.1f} MB/s; peak memory {}\n", counts,
                           bytes_text(sum.bytes), duration_text(seconds),
                           grouped(static_cast<std::uint64_t>(docs_per_s)), mb_per_s, bytes_text(peak_memory()));
}

int run(const ImportCommand& options) {
  const auto inputs = open_inputs(options.files);
  std::uint64_t total = 0;
  bool known = true;
  for (const auto& input : inputs) {
    total += input->size;
    known = known && input->name != "-";
  }
  const auto start = std::chrono::steady_clock::now();
  IndexOptions how;
  how.durability = durability_of(options.durability);
  how.memory_budget = options.memory_mb << 20;
  Schema schema;
  if (options.layout == "compact") schema.layout = Layout::compact;
  Index index = Index::open_or_create(options.db, schema, how);
  if (!options.layout.empty() && options.layout != to_string(index.schema().layout))
    throw Error(ErrorCode::invalid_argument, fmt::format("{} is {}: a layout is chosen when an index is made",
                                                         options.db, to_string(index.schema().layout)));
  Importing importing(options, known ? total : 0);
  for (const auto& input : inputs) importing.run(index, *input);
  importing.clear();
  if (!options.no_wait) {
    index.flush();
    index.wait();
  }
  index.close();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  report(options, importing.sum(), seconds.count());
  return importing.sum().refused == 0 ? kDone : kFailed;
}

}  // namespace

void add_import(CLI::App& app, Action& action) {
  add_command<ImportCommand>(app, action, "import", "Read documents into an index, which is made if there is none",
                             define, run);
}

}  // namespace forestall::cli
