// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

/// What the peers written in C++ share: the flat files and the commands of README.md.
namespace peers {

using Clock = std::chrono::steady_clock;

/// A document or a query; a draft's subject is its title. The id of a document, its language ("" if not known).
struct Text {
  std::string id, lang, title, body;
};

inline std::string plain(std::string_view field) {
  std::string out;
  out.reserve(field.size());
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] == '\\' && i + 1 < field.size()) {
      const char next = field[++i];
      out.push_back(next == 'n' ? '\n' : next == 't' ? '\t' : next);
    } else {
      out.push_back(field[i]);
    }
  }
  return out;
}

inline std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == '\t')
      out.emplace_back();
    else
      out.back().push_back(c);
  }
  return out;
}

template <class Each>
void read_texts(const std::string& path, Each each) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path + " cannot be read");
  for (std::string line; std::getline(in, line);) {
    const auto fields = split(line);
    each(Text{fields.at(0), fields.at(1), plain(fields.at(2)), plain(fields.at(3))});
  }
}

using Ids = std::vector<std::string>;

/// One thread's way to ask. `mode`: draft, union, intersection, phrase, or these with "count-" before them.
using Ask = std::function<Ids(const Text& query, const std::string& mode, std::size_t k)>;
using MakeAsk = std::function<Ask()>;

inline std::string round(const MakeAsk& make, const std::vector<Text>& queries, const std::string& mode, std::size_t k,
                         std::size_t threads) {
  std::vector<std::int64_t> times(queries.size());
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex mutex;
  const auto work = [&](const Ask& ask) {
    try {
      for (std::size_t i = next++; i < queries.size(); i = next++) {
        const auto start = Clock::now();
        const Ids ids = ask(queries[i], mode, k);
        times[i] = (Clock::now() - start).count();
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
    }
  };
  std::vector<Ask> asks;
  for (std::size_t i = 0; i < threads; ++i) asks.push_back(make());
  const auto start = Clock::now();
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work, std::cref(asks[i]));
    work(asks[0]);
  }
  const auto wall = (Clock::now() - start).count();
  if (failure) std::rethrow_exception(failure);
  std::ostringstream out;
  out << "{\"wall_ns\":" << wall << ",\"ns\":[";
  for (std::size_t i = 0; i < times.size(); ++i) out << (i == 0 ? "" : ",") << times[i];
  out << "]}";
  return out.str();
}

inline std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + '"';
}

inline std::string answers(const Ask& ask, const std::vector<Text>& queries, const std::string& mode, std::size_t k) {
  std::string out = "{\"answers\":[";
  for (const Text& query : queries) {
    out += out.back() == ']' ? ",[" : "[";
    for (const std::string& id : ask(query, mode, k)) out += (out.back() == '[' ? "" : ",") + quoted(id);
    out += ']';
  }
  return out + "]}";
}

inline void serve(const MakeAsk& make) {
  std::map<std::string, std::vector<Text>> sets;
  for (std::string line; std::getline(std::cin, line);) {
    const auto words = split(line);
    std::string printed;
    if (words.at(0) == "load") {
      auto& queries = sets[words.at(1)];
      queries.clear();
      read_texts(words.at(2), [&](Text text) { queries.push_back(std::move(text)); });
      printed = "{\"queries\":" + std::to_string(queries.size()) + "}";
    } else if (words.at(0) == "round") {
      printed = round(make, sets.at(words.at(1)), words.at(2), std::stoul(words.at(3)), std::stoul(words.at(4)));
    } else if (words.at(0) == "answers") {
      printed = answers(make(), sets.at(words.at(1)), words.at(2), std::stoul(words.at(3)));
    } else {
      throw std::runtime_error("no command " + words[0]);
    }
    std::cout << printed << std::endl;
  }
}

inline double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

inline void print_times(double seconds, double one_segment) {
  std::cout << "{\"seconds\":" << seconds << ",\"one_segment_seconds\":" << one_segment << "}\n";
}

}  // namespace peers
