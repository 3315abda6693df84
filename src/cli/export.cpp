// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <streambuf>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "forestall/jsonl.h"

namespace forestall::cli {
namespace {

struct ExportCommand {
  std::string db, output;
};

void define(CLI::App& command, ExportCommand& options) {
  add_database(command, options.db);
  command.add_option("-o,--output", options.output, "File to write (standard output if none)");
  command.footer("Documents in order of id, then voters' votes. `forestall import` takes the lines back.");
}

/// Passes everything on and draws how many lines went by.
class CountingBuffer : public std::streambuf {
 public:
  CountingBuffer(std::streambuf& target, Progress& progress) : target_(target), progress_(progress) {}

 protected:
  int_type overflow(int_type c) override {
    if (c == traits_type::eof()) return traits_type::not_eof(c);
    if (c == '\n') progress_.update(lines_, lines_), ++lines_;
    return target_.sputc(static_cast<char>(c));
  }
  std::streamsize xsputn(const char* text, std::streamsize count) override { return target_.sputn(text, count); }
  int sync() override { return target_.pubsync(); }

 private:
  std::streambuf& target_;
  Progress& progress_;
  std::uint64_t lines_ = 0;
};

int run(const ExportCommand& options) {
  const Index index = open_to_read(options.db);
  std::ofstream file;
  if (!options.output.empty()) {
    file.open(options.output, std::ios::binary | std::ios::trunc);
    if (!file) throw Error(ErrorCode::io, fmt::format("\"{}\" cannot be written", options.output));
  }
  const Stats stats = index.stats();
  Progress progress("export", stats.documents + stats.votes, "lines");
  CountingBuffer buffer(options.output.empty() ? *std::cout.rdbuf() : *file.rdbuf(), progress);
  std::ostream out(&buffer);
  const std::uint64_t lines = export_jsonl(index, out);
  progress.clear();
  if (options.output.empty()) return kDone;
  file.close();
  if (!file) throw Error(ErrorCode::io, fmt::format("\"{}\" could not be written to its end", options.output));
  std::cout << grouped(lines) << " lines written to " << printable(options.output) << '\n';
  return kDone;
}

}  // namespace

void add_export(CLI::App& app, Action& action) {
  add_command<ExportCommand>(app, action, "export", "Write everything as JSON lines, votes too", define, run);
}

}  // namespace forestall::cli
