// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "forestall/index.h"
#include "forestall/suggester.h"
#include "oracle/answers.h"
#include "support/corpus.h"
#include "support/scratch.h"

namespace forestall {
namespace {

using support::lines;

/// Whether the public may see a document, following its thread: the plain rule.
bool is_public(const std::map<std::string, Document>& all, const Document& document) {
  const auto own = [](const Document& d) {
    return d.audience.empty() || std::find(d.audience.begin(), d.audience.end(), "public") != d.audience.end();
  };
  if (document.kind != Kind::reply || document.parent.empty()) return own(document);
  const auto parent = all.find(document.parent);
  return parent != all.end() && document.parent != document.id && own(document) && is_public(all, parent->second);
}

TEST(NoLeak, PublicAnswersAreTheSameWhetherOrNotHiddenDocumentsExist) {
  for (std::uint32_t seed = 1; seed <= static_cast<std::uint32_t>(support::rounds(3)); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    support::Corpus corpus(seed);
    std::map<std::string, Document> all;
    for (std::uint32_t i = 0; i < 500; ++i) {
      Document document = corpus.document(i);
      if (document.kind == Kind::reply && document.parent == document.id) document.parent.clear();
      all[document.id] = document;
    }
    const support::Scratch scratch;
    Index whole = Index::create(scratch / "whole"), open = Index::create(scratch / "open");
    for (const auto& [id, document] : all) {
      whole.put(document);
      if (is_public(all, document)) open.put(document);
    }
    for (std::uint32_t i = 0; i < 80; ++i) {
      const Lesson lesson = corpus.lesson(i, 500);
      whole.learn(lesson);
      if (lesson.audience.empty()) open.learn(lesson);
    }
    for (int i = 0; i < 40; ++i) {
      const std::string query = corpus.text(6);
      const SearchOptions options{
          .limit = 50, .langs = {corpus.chance(50) ? "any" : "en"}, .facets = {"product", "kind", "tag"}};
      EXPECT_EQ(lines(whole.searcher().search(query, options)), lines(open.searcher().search(query, options))) << query;
      std::string slipped = query;
      slipped[corpus.number(static_cast<std::uint32_t>(slipped.size()))] = 'y';
      for (const Typos typos : {Typos::automatic, Typos::always}) {
        SearchOptions slip = options;
        slip.typos = typos;
        const SearchResult one = whole.searcher().search(slipped, slip), two = open.searcher().search(slipped, slip);
        EXPECT_EQ(lines(one), lines(two)) << slipped;
        EXPECT_EQ(one.corrected, two.corrected) << slipped;
      }
      const std::string typed = query.substr(0, 1 + corpus.number(static_cast<std::uint32_t>(query.size())));
      SearchOptions typing = options;
      typing.as_you_type = true;
      EXPECT_EQ(lines(whole.searcher().search(typed, typing)), lines(open.searcher().search(typed, typing))) << typed;
      const Draft draft{corpus.text(8), corpus.text(60), "", {"mail"}, "", {}};
      EXPECT_EQ(lines(Suggester(whole.searcher()).solutions_for(draft)),
                lines(Suggester(open.searcher()).solutions_for(draft)));
    }
    for (const auto& [id, document] : all) {
      EXPECT_EQ(whole.searcher().get(id).has_value(), is_public(all, document)) << id;
      EXPECT_TRUE(whole.searcher().get(id, Reader::everything()).has_value()) << id;
    }
  }
}

TEST(NoLeak, AReplyFollowsItsTopicWhenItsAudienceChanges) {
  const support::Scratch scratch;
  Index index = Index::create(scratch / "index");
  Document topic, reply;
  topic.id = "t", topic.kind = Kind::topic, topic.lang = reply.lang = "en", topic.title = "printer jam";
  reply.id = "r", reply.kind = Kind::reply, reply.parent = "t", reply.body = "open the rear door";
  const auto seen = [&] { return index.searcher().search("rear door").total; };
  index.put(reply);
  EXPECT_EQ(seen(), 0u) << "a reply without its topic is nobody's";
  index.put(topic);
  EXPECT_EQ(seen(), 1u);
  topic.audience = {"agent"};
  index.put(topic);
  EXPECT_EQ(seen(), 0u);
  topic.audience = {"public", "agent"};
  index.put(topic);
  EXPECT_EQ(seen(), 1u);
  index.remove("t");
  EXPECT_EQ(seen(), 0u);
}

TEST(NoLeak, AReplyToAReplyFollowsTheTopicThatTheSameBatchChanges) {
  for (const std::string answer : {"a", "z"}) {  // before and after the others in the order of ids
    const support::Scratch scratch;
    Index index = Index::create(scratch / "index");
    Document topic, reply, second;
    topic.id = "t", topic.kind = Kind::topic, topic.lang = reply.lang = second.lang = "en", topic.title = "printer jam";
    reply.id = "r", reply.kind = Kind::reply, reply.parent = "t", reply.body = "open the rear door";
    second.id = answer, second.kind = Kind::reply, second.parent = "r", second.body = "the rear door is stuck";
    index.put(topic);
    index.put(reply);
    Batch batch;
    topic.audience = {"agent"};
    batch.put(topic);
    batch.put(second);
    index.write(batch);
    EXPECT_EQ(index.searcher().search("rear door").total, 0u) << answer;
    EXPECT_EQ(index.searcher().search("rear door", {.reader = {{"agent"}, false}}).total, 2u) << answer;
  }
}

TEST(NoLeak, AReplysOwnAudienceOnlyNarrows) {
  const support::Scratch scratch;
  Index index = Index::create(scratch / "index");
  Document topic, reply;
  topic.id = "t", topic.kind = Kind::topic, topic.lang = reply.lang = "en", topic.title = "printer jam",
  topic.audience = {"agent"};
  reply.id = "r", reply.kind = Kind::reply, reply.parent = "t", reply.body = "open the rear door",
  reply.audience = {"public"};
  index.put(topic);
  index.put(reply);
  const auto seen = [&](std::vector<std::string> principals) {
    return index.searcher().search("rear door", {.reader = {principals, false}}).total;
  };
  EXPECT_EQ(seen({"public"}), 0u);
  EXPECT_EQ(seen({"agent"}), 0u);
  EXPECT_EQ(seen({"agent", "public"}), 1u);
}

TEST(NoLeak, AHiddenLanguageDoesNotDecideHowOftenTheBestAreLookedAt) {
  // In English these are 13 stems, in a language without a stemmer 26 words: on either side of the limit of closeness.
  std::string text;
  for (const char* word : {"printer", "connect", "account", "button", "window", "folder", "message", "browser",
                           "screen", "cookie", "server", "program", "document"})
    text += std::string(word) + " " + word + "s ";
  std::vector<double> scores;
  for (const bool hidden : {false, true}) {
    const support::Scratch scratch;
    Index index = Index::create(scratch / "index");
    Document shown;
    shown.id = "shown";
    shown.lang = "en";
    shown.title = "the printers and the sprinter";
    index.put(shown);
    Document secret = shown;
    secret.id = "secret";
    secret.lang = "xx";
    secret.audience = {"agent"};
    if (hidden) index.put(secret);
    const auto hits = index.searcher().search(Query::words(text), {.langs = {"any"}}).hits;
    ASSERT_EQ(hits.size(), 1u);
    scores.push_back(hits[0].score);
  }
  EXPECT_EQ(scores[0], scores[1]);
}

}  // namespace
}  // namespace forestall
