// SPDX-License-Identifier: Apache-2.0
// Writes to an index until it is killed. Before each step it prints "try STEP", after it "ok".
#include <cstdio>
#include <cstdlib>
#include <set>

#include "crash/load.h"
#include "forestall/index.h"

using namespace forestall;

namespace {

void announce(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

crash::Step random_step(std::mt19937& random, const std::set<std::uint32_t>& alive, std::uint32_t version) {
  const auto dice = random() % 100;
  const auto id = static_cast<std::uint32_t>(random() % crash::kIds);
  if (dice < 2) return {dice == 0 ? 'C' : 'F', 0, 0};
  if (dice < 4) return {'B', 0, version};
  if (dice < 20 && !alive.empty()) {
    auto chosen = alive.lower_bound(id);
    if (chosen == alive.end()) chosen = alive.begin();
    return {'V', *chosen, static_cast<std::uint32_t>(random() % 20 * 4 + random() % 3)};
  }
  if (dice < 32) return {'R', id, 0};
  if (dice < 40) return {'L', id, version};
  if (dice < 44) return {'U', id, 0};
  return {'P', id, version};
}

/// Large enough for its rows to be staged.
void put_all(Index& index, std::uint32_t version) {
  Batch batch;
  for (std::uint32_t id = 0; id < crash::kIds; ++id) batch.put(crash::document(id, version));
  index.write(batch);
}

void perform(Index& index, const crash::Step& step) {
  switch (step.type) {
    case 'P':
      index.put(crash::document(step.id, step.value));
      break;
    case 'B':
      put_all(index, step.value);
      break;
    case 'R':
      index.remove(crash::id_of(step.id));
      break;
    case 'V':
      index.vote(crash::id_of(step.id),
                 {"voter" + std::to_string(step.value / 4), step.value % 4 == 1, step.value % 4 == 2});
      break;
    case 'L':
      index.learn(crash::lesson(step.id, step.value));
      break;
    case 'U':
      index.unlearn(std::to_string(step.id));
      break;
    case 'F':
      index.flush();
      break;
    default:
      index.compact();
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::mt19937 random(static_cast<std::uint32_t>(std::atoi(argv[2])));
  const Durability durability = random() % 4 == 0   ? Durability::sync
                                : random() % 2 == 0 ? Durability::os
                                                    : Durability::batched;
  Index index = Index::open_or_create(argv[1], {}, {.durability = durability, .memory_budget = std::size_t{1} << 20});
  std::set<std::uint32_t> alive;
  for (std::uint32_t id = 0; id < crash::kIds; ++id)
    if (index.searcher().votes(crash::id_of(id), Reader::everything())) alive.insert(id);
  announce("ready");
  for (std::uint32_t version = static_cast<std::uint32_t>(random() % 1'000'000);; ++version) {
    const crash::Step step = random_step(random, alive, version);
    announce("try " + crash::to_line(step));
    perform(index, step);
    announce("ok");
    if (step.type == 'P') alive.insert(step.id);
    if (step.type == 'B')
      for (std::uint32_t id = 0; id < crash::kIds; ++id) alive.insert(id);
    if (step.type == 'R') alive.erase(step.id);
  }
}
