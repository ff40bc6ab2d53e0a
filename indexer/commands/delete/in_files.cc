// SPDX-License-Identifier: GPL-2.0-or-later
// An article of a file is known by its ids; the archive has it if it has a version of it.
#include "indexer/commands/delete/in_files.h"

#include "common/fields/versions.h"
#include "indexer/extract/date_order.h"
#include "indexer/extract/own_id.h"
#include "indexer/extract/understand.h"
#include "indexer/readers/read_source.h"
#include "indexer/sources/contents.h"
#include "indexer/sources/sources.h"

#include <algorithm>
#include <span>
#include <system_error>

#include <fmt/format.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

class Files : private Receiver {
 public:
  explicit Files(const Archive& archive) : archive_(archive), now_(utc_now()) {}

  void read(const Source& source) {
    if (!source.passed_over.empty()) return;
    if (!source.problem.empty()) return fail(source.name(), source.problem);
    try {
      FileStream stream(source.path);
      read_source(stream, source.name(), {}, *this);
    } catch (const std::system_error& e) {
      end("", "");
      fail(source.name(), "cannot be read: " + e.code().message());
    }
  }

  InFiles all;

 private:
  void begin(const std::string& /*member*/, const Format& /*format*/) override {
    gate_ = DateOrderGate();
  }
  void pass_over(const std::string& /*member*/, const std::string& /*kind*/) override {}
  bool take(ReadResult result) override {
    if (const Reject* reject = std::get_if<Reject>(&result)) {
      fail(reject->origin.path(), reject->reason);
    } else {
      gate_.put(std::move(std::get<RawArticle>(result)));
      take_settled();
    }
    return true;
  }
  void end(const std::string& /*member*/, const std::string& /*note*/) override {
    gate_.close();
    take_settled();
  }

  void take_settled() {
    while (const auto read = gate_.take()) {
      const Article article = understand(read->raw, {}, now_, read->order);
      if (article.headline.empty() && article.body.empty()) continue;
      const Gist gist = gist_of(article);
      for (const std::string& id : possible_ids(article.id, article, read->raw)) {
        const auto located = locate(archive_, id);
        if (located && is_version(id, *located, gist)) all.found.push_back(*located);
      }
    }
  }

  /// What servers have is judged by its id alone.
  [[nodiscard]] bool is_version(const std::string& id, const Located& located,
                                const Gist& gist) const {
    return located.segment >= archive_.segments().size() ||
           are_versions(id, gist_of(article_of(archive_, located)), gist);
  }

  void fail(const std::string& file, const std::string& why) {
    all.problems.push_back(fmt::format("{}: {}", file, why));
  }

  const Archive& archive_;
  Date now_;
  DateOrderGate gate_;
};

/// A set of ids, sorted before it is asked.
class Ids {
 public:
  void add(std::span<const IdHash> ids) { all_.insert(all_.end(), ids.begin(), ids.end()); }
  void sort() { std::sort(all_.begin(), all_.end()); }
  [[nodiscard]] bool contains(const IdHash& id) const {
    return std::binary_search(all_.begin(), all_.end(), id);
  }
  [[nodiscard]] bool empty() const { return all_.empty(); }

 private:
  std::vector<IdHash> all_;
};

/// All articles of the archive with such an id.
template <typename IsSought>
void find_by_id(const Archive& archive, IsSought is_sought, std::vector<Located>& found) {
  for (std::size_t i = 0; i < archive.segments().size(); ++i) {
    archive.segments()[i].use([&](const segment::Reader& reader) {
      for (std::uint32_t docid = 1; docid <= reader.documents(); ++docid) {
        if (is_sought(hash_of_id(reader.forward().id(docid)))) found.push_back({i, docid});
      }
    });
  }
  for (std::size_t i = 0; i < archive.served().size(); ++i) {
    if (!archive.served()[i]->has_facts()) continue;
    archive.served()[i]->use_facts([&](const ServedFacts& facts) {
      for (std::uint32_t docid = 1; docid <= facts.documents(); ++docid) {
        if (!archive.served()[i]->hides(docid) && is_sought(hash_of_id(facts.id(docid)))) {
          found.push_back({archive.segments().size() + i, docid});
        }
      }
    });
  }
}

/// Is it the file at `path`, or below the directory there?
bool is_at(std::string_view file, std::string path) {
  while (path.ends_with('/')) path.pop_back();
  return file == path || file.starts_with(path + '/');
}

/// A file that cannot be looked at may be there.
bool is_gone(std::string_view file) {
  std::error_code unknown;
  return fs::status(file, unknown).type() == fs::file_type::not_found;
}

}  // namespace

InFiles articles_in_files(const Archive& archive, const std::vector<fs::path>& paths) {
  const Contents contents(archive.directory(), archive.manifest());
  Files files(archive);
  Ids ids;
  for (const fs::path& path : paths) {
    bool any = false;
    contents.each([&](std::string_view file, std::span<const IdHash> held) {
      if (!is_at(file, listed_path(path))) return;
      any = true;
      ids.add(held);
    });
    if (any && is_gone(path.string())) continue;
    for (const Source& source : find_sources(path)) {
      if (!contents.of(listed_path(source.path))) files.read(source);
    }
  }
  ids.sort();
  if (!ids.empty()) {
    find_by_id(
        archive, [&](const IdHash& id) { return ids.contains(id); }, files.all.found);
  }
  return std::move(files.all);
}

InFiles articles_of_missing_files(const Archive& archive) {
  InFiles all;
  Ids lost;
  Ids present;
  Contents(archive.directory(), archive.manifest())
      .each([&](std::string_view file, std::span<const IdHash> held) {
        if (!is_gone(file)) return present.add(held);
        lost.add(held);
        all.gone.emplace_back(file);
      });
  lost.sort();
  present.sort();
  std::sort(all.gone.begin(), all.gone.end());
  if (!lost.empty()) {
    find_by_id(
        archive, [&](const IdHash& id) { return lost.contains(id) && !present.contains(id); },
        all.found);
  }
  return all;
}

}  // namespace dateline::commands
