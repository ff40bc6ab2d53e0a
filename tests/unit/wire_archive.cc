// SPDX-License-Identifier: GPL-2.0-or-later
// Filled in four publications.
#include "tests/unit/wire_archive.h"

#include "common/text/fold.h"
#include "common/text/tokenizer.h"
#include "indexer/commands/create/create.h"
#include "indexer/writer/writer.h"
#include "searcher/verbs/show/show.h"
#include "tests/unit/wire_copies.h"

using namespace dateline;
using namespace dateline::commands;

namespace test {

WireArchive::WireArchive(Random& random, int events) : here_(directory_.path() / "here") {
  create(here_, ShardBy::Month);
  Writer writer(here_, {2, std::chrono::milliseconds(0)});
  const std::vector<Copy> copies = wire_copies(random, events);
  for (std::size_t i = 0; i < copies.size(); ++i) {
    Article article = copies[i].article;
    // Some outlets are not named.
    if (i % 17 == 0) article.source.clear();
    articles_.push_back(article);
    writer.submit(Prepared(article));
    if (i % (copies.size() / 4 + 1) == 0) writer.publish([](std::size_t, std::uint64_t) {});
  }
  writer.publish([](std::size_t, std::uint64_t) {});
  Searcher searcher(here_);
  for (const Article& article : articles_) {
    stories_[article.id] = find_article(searcher, article.id)->story.id;
  }
}

const std::filesystem::path& WireArchive::remote(std::size_t shards) {
  if (!remote_) remote_ = std::make_unique<ServedArchive>(here_, directory_.path(), shards);
  return remote_->path();
}

std::string WireArchive::word(Random& random) const {
  const Article& article = pick(random, articles_);
  const std::vector<text::Token> words = text::tokens(article.body);
  return text::fold(pick(random, words).in(article.body));
}

}  // namespace test
