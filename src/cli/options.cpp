// SPDX-License-Identifier: Apache-2.0
#include "cli/options.h"

#include <algorithm>

#include "forestall/error.h"
#include "forestall/jsonl.h"

namespace forestall::cli {

void add_database(CLI::App& command, std::string& directory) {
  command.add_option("DB", directory, "Directory of the index")->required();
}

void add_json(CLI::App& command, bool& json) { command.add_flag("--json", json, "Answer in JSON, for programs"); }

CLI::Option* add_list(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                      const std::string& description) {
  return command.add_option(name, values, description)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

Index open_to_read(const std::string& directory) {
  IndexOptions options;
  options.read_only = true;
  return Index::open(directory, options);
}

Index open_to_write(const std::string& directory) { return Index::open(directory); }

Index open_to_copy(const std::string& directory) {
  try {
    return open_to_write(directory);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::locked && error.code() != ErrorCode::io) throw;
  }
  return open_to_read(directory);
}

void ReaderOptions::define(CLI::App& command) {
  add_list(command, "--audience", audience,
           "A principal that the reader holds, such as customer (repeatable; public if none; '*' sees all)");
}

Reader ReaderOptions::reader() const {
  if (audience.empty()) return {};
  if (std::find(audience.begin(), audience.end(), "*") != audience.end()) return Reader::everything();
  return Reader{audience, false};
}

void AnswerOptions::define(CLI::App& command) {
  add_list(command, "--lang", langs, "Language, such as fr or pt-BR (repeatable, best first; any: all; else detected)");
  add_list(command, "--kind", kinds,
           "Only this kind: article, faq, topic, reply, service, idea, known_issue (repeatable)")
      ->check(CLI::IsMember({"article", "faq", "topic", "reply", "service", "idea", "known_issue"}));
  add_list(command, "--product", products, "The product concerned (repeatable)");
  add_list(command, "--category", categories, "Only this category (repeatable)");
  add_list(command, "--tag", tags, "Only documents with this tag (repeatable: with all of them)");
  command.add_option("--created-from", created_from, "Only documents created at this date or later (RFC 3339)");
  command.add_option("--created-to", created_to, "Only documents created before this date");
  command.add_option("--updated-from", updated_from, "Only documents updated at this date or later");
  command.add_option("--updated-to", updated_to, "Only documents updated before this date");
  reader.define(command);
  command.add_option("--time-limit", time_limit_ms, "Milliseconds after which the best so far is answered (0: none)")
      ->check(CLI::Range(0.0, 1e9));
  command.add_flag("--explain", explain, "Show what each word adds to a score");
  command.add_flag("--exhaustive", exhaustive, "Score every match without pruning: the same answers, slowly");
  add_json(command, json);
}

std::optional<Time> time_of(const std::string& option, const std::string& value) {
  if (value.empty()) return std::nullopt;
  try {
    return parse_time(value);
  } catch (const Error& error) {
    throw UsageError(option + ": " + error.what());
  }
}

Filter AnswerOptions::filter() const {
  Filter filter;
  for (const std::string& name : kinds)
    if (const auto kind = kind_from(name)) filter.kinds.push_back(*kind);
  filter.categories = categories;
  filter.tags = tags;
  filter.created_from = time_of("--created-from", created_from);
  filter.created_to = time_of("--created-to", created_to);
  filter.updated_from = time_of("--updated-from", updated_from);
  filter.updated_to = time_of("--updated-to", updated_to);
  return filter;
}

Budget AnswerOptions::budget() const {
  Budget budget;
  budget.time = std::chrono::microseconds(static_cast<std::int64_t>(time_limit_ms * 1000));
  return budget;
}

}  // namespace forestall::cli
