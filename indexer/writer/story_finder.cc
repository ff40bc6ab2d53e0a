// SPDX-License-Identifier: GPL-2.0-or-later
// Articles that share a feature are in a list, in order of publication. Each new one is compared
// with only a few others in the list, the earliest and its neighbours: that is enough, because the
// copies of a story share several features and are side by side in most lists.
#include "indexer/writer/story_finder.h"

#include "common/archive/story_lookup.h"
#include "common/disk/damaged.h"
#include "common/process/parallel.h"
#include "indexer/writer/features.h"
#include "indexer/writer/fingerprint.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>
#include <xxhash.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

using segment::StoryTable;

/// Features are processed in partitions, by their upper bits.
constexpr std::uint32_t kPartitions = 16;
constexpr unsigned kPartitionShift = 28;

/// After this many comparisons in vain the feature is regarded as something that unrelated articles
/// share, such as a line about subscriptions.
constexpr int kMostInVain = 64;

/// Shared features that make an article whose text is elsewhere a copy: half of them.
constexpr int kEnoughFeatures = 8;

/// Sets of shingles that a thread keeps, about 5 kB each.
constexpr std::size_t kKeptSets = 256;

/// The day of a date_number; nothing if it is not known to the day.
std::optional<std::int64_t> day_of(std::uint64_t published) {
  constexpr std::uint64_t kSecondsOfDay = 1'000'000;  // hhmmss
  constexpr unsigned kDigitsOfDay = 8;
  if ((published & 15U) < kDigitsOfDay) return std::nullopt;
  const auto day = static_cast<int>((published >> 4U) / kSecondsOfDay);
  const auto date = make_date(day / 10'000, day / 100 % 100, day % 100);
  return date ? std::optional(day_number(*date)) : std::nullopt;
}

/// Days between two dates; 0 if one is not known to the day.
std::int64_t gap(std::uint64_t a, std::uint64_t b) {
  const auto day_a = day_of(a);
  const auto day_b = day_of(b);
  return day_a && day_b ? std::abs(*day_a - *day_b) : 0;
}

struct Listed {
  std::uint64_t published = 0;
  Place place;
  friend auto operator<=>(const Listed&, const Listed&) = default;
};

struct Pair {
  Place a;  ///< the lesser
  Place b;
  friend auto operator<=>(const Pair&, const Pair&) = default;
};

struct HashOfPair {
  std::size_t operator()(const Pair& pair) const noexcept {
    return XXH3_64bits(&pair, sizeof pair);
  }
};

/// A pair found to be copies.
struct Copies {
  bool in_doubt = false;
  std::int64_t days = 0;  ///< between them
  Pair pair;
  friend auto operator<=>(const Copies&, const Copies&) = default;
};

/// What is known about the articles of a segment, or of a served shard.
struct Part {
  fs::path path;  ///< of a new segment
  std::span<const std::uint64_t> published;
  std::span<const std::uint64_t> numbers;

  // Made when they are first needed.
  std::once_flag once;
  std::optional<segment::Forward> opened;
  std::optional<ShingleMaker> shingles;
};

/// A segment that will get a table of stories.
struct NewSegment {
  fs::path path;
  StoryTable table;
};

class StoryFinder {
 public:
  StoryFinder(const Archive& archive, std::span<const fs::path> new_segments, unsigned jobs)
      : archive_(archive), jobs_(jobs), united_(archive.united_stories()) {
    for (const fs::path& path : new_segments) new_.push_back({path, {}});
  }

  UnitedStories run() {
    parallel(new_.size(), jobs_, [&] { return [&](std::size_t i) { take_prints(new_[i]); }; });
    open_parts();
    parallel(kPartitions, jobs_, [&] {
      return [&, kept = std::make_shared<Kept>()](std::size_t partition) {
        compare(static_cast<std::uint32_t>(partition), *kept);
      };
    });
    unite();
    parallel(new_.size(), jobs_, [&] { return [&](std::size_t i) { write(new_[i]); }; });
    return std::move(united_);
  }

 private:
  using Kept = std::unordered_map<std::uint64_t, Shingles>;

  /// A story, while stories are united.
  struct Story {
    std::uint64_t parent = 0;
    bool is_old = false;
    std::size_t articles = 0;
    std::optional<std::int64_t> first;
    std::optional<std::int64_t> last;
  };

  /// The forward index is closed again: it is as large as all words, and seldom needed again.
  void take_prints(NewSegment& segment) const {
    const segment::Forward forward(segment.path);
    const ShingleMaker shingles(forward);
    const std::uint64_t revision = archive_.manifest().revision + 1;
    const auto published = forward.published();
    segment.table.published.assign(published.begin(), published.end());
    for (std::uint32_t docid = 1; docid <= published.size(); ++docid) {
      const std::vector<std::uint32_t> features = fingerprint(shingles.in_order(docid));
      for (const std::uint32_t value : features) segment.table.features.push_back({value, docid});
      segment.table.numbers.push_back(number_of_its_own(forward.id(docid), revision));
      segment.table.zones.push_back(forward.zone(docid));
    }
    std::sort(segment.table.features.begin(), segment.table.features.end());
  }

  void open_parts() {
    const ArchiveStories stories(archive_);
    for (std::size_t i = 0; i < stories.tables(); ++i) {
      Part& part = *parts_.emplace_back(std::make_unique<Part>());
      stories.use_table(i, [&](const segment::Stories& table) {
        old_features_.add(static_cast<std::uint32_t>(i), table.features());
        part.published = table.published();
        part.numbers = table.numbers();
      });
    }
    first_new_ = static_cast<std::uint32_t>(parts_.size());
    for (const NewSegment& segment : new_) {
      Part& part = *parts_.emplace_back(std::make_unique<Part>());
      new_features_.add(static_cast<std::uint32_t>(parts_.size() - 1), segment.table.features);
      part.path = segment.path;
      part.published = segment.table.published;
      part.numbers = segment.table.numbers;
    }
    old_features_.pool();
    new_features_.pool();
  }

  [[noreturn]] void damaged_table(std::uint32_t part) const {
    const disk::Damaged damage(segment::kStoriesName, "it names a document that does not exist");
    if (part < first_new_) {
      ArchiveStories(archive_).use_table(part,
                                         [&](const segment::Stories& /*table*/) { throw damage; });
    }
    throw disk::Damaged(parts_[part]->path.string(), damage.what());
  }

  /// Texts on servers are not here.
  [[nodiscard]] bool has_texts(std::uint32_t part) const {
    return part < archive_.segments().size() || part >= first_new_;
  }

  /// Compares the new articles that have features of one partition.
  void compare(std::uint32_t partition, Kept& kept) {
    Features::Walk old_features(old_features_, partition << kPartitionShift);
    Features::Walk new_features(new_features_, partition << kPartitionShift);
    for (;;) {
      const auto value = new_features.least();
      if (!value || *value >> kPartitionShift != partition) return;
      link(list_of(*value, old_features, new_features), kept);
    }
  }

  /// The articles with the feature: all new ones, and those in the archive that are close to any of
  /// them in time.
  std::vector<Listed> list_of(std::uint32_t value, Features::Walk& old_features,
                              Features::Walk& new_features) const {
    std::vector<Listed> list;
    new_features.take(value, [&](const Place& place) { list.push_back(listed(place)); });
    const auto [earliest, latest] = std::minmax_element(list.begin(), list.end());
    const std::uint64_t first = earliest->published;
    const std::uint64_t last = latest->published;
    old_features.take(value, [&](const Place& place) {
      const Listed one = listed(place);
      if ((one.published >= first && one.published <= last) ||
          gap(one.published, first) <= kStoryDays || gap(one.published, last) <= kStoryDays) {
        list.push_back(one);
      }
    });
    std::sort(list.begin(), list.end());
    return list;
  }

  [[nodiscard]] Listed listed(const Place& place) const {
    const auto published = parts_[place.part]->published;
    if (place.docid - 1 >= published.size()) damaged_table(place.part);
    return {published[place.docid - 1], place};
  }

  void link(const std::vector<Listed>& list, Kept& kept) {
    if (list.size() < 2) return;
    const auto dated = static_cast<std::size_t>(
        std::find_if(list.begin(), list.end(), [](const Listed& l) { return l.published != 0; }) -
        list.begin());
    std::size_t earliest = dated;  // of those near enough in time
    int in_vain = 0;
    for (std::size_t i = 0; i < list.size() && in_vain < kMostInVain; ++i) {
      if (list[i].place.part < first_new_) continue;
      while (earliest < i && gap(list[earliest].published, list[i].published) > kStoryDays) {
        ++earliest;
      }
      bool is_linked = false;
      std::optional<std::uint64_t> old_story;  // it is linked with
      for (const std::size_t other : {earliest, i - 1, i + 1, std::size_t{0}}) {
        if (other == i || other >= list.size()) continue;
        // One copy is enough, except for another story in the archive that this one may belong to.
        const auto its_story = old_story_of(list[other].place);
        if (is_linked && (!its_story || its_story == old_story)) continue;
        const std::int64_t days = gap(list[other].published, list[i].published);
        if (days > kStoryDays) continue;
        if (copies(list[other].place, list[i].place, days, kept)) {
          in_vain = 0;
          is_linked = true;
          if (its_story) old_story = its_story;
        } else if (++in_vain == kMostInVain) {
          break;
        }
      }
    }
  }

  /// Nothing for a new one.
  [[nodiscard]] std::optional<std::uint64_t> old_story_of(const Place& place) const {
    if (place.part >= first_new_) return std::nullopt;
    return archive_.united_stories().whole(parts_[place.part]->numbers[place.docid - 1]);
  }

  bool copies(Place a, Place b, std::int64_t days, Kept& kept) {
    const Pair pair{std::min(a, b), std::max(a, b)};
    if (!has_texts(pair.a.part)) return have_enough_features(pair, days);
    {
      const std::lock_guard lock(mutex_);
      const auto known = compared_.find(pair);
      if (known != compared_.end()) return known->second;
    }
    if (kept.size() > kKeptSets) kept.clear();
    const Likeness found = likeness(set_of(pair.a, kept), set_of(pair.b, kept));
    const bool same = found != Likeness::None;
    const std::lock_guard lock(mutex_);
    if (compared_.emplace(pair, same).second && same) {
      copies_.push_back({found != Likeness::Sure, days, pair});
    }
    return same;
  }

  /// Called once for each feature that the two have in common.
  bool have_enough_features(const Pair& pair, std::int64_t days) {
    const std::lock_guard lock(mutex_);
    const int features = ++features_in_common_[pair];
    if (features == kEnoughFeatures) copies_.push_back({false, days, pair});
    return features >= kEnoughFeatures;
  }

  const Shingles& set_of(const Place& place, Kept& kept) {
    const std::uint64_t key = std::uint64_t{place.part} << 32U | place.docid;
    const auto known = kept.find(key);
    if (known != kept.end()) return known->second;
    Part& part = *parts_[place.part];
    if (place.part < first_new_) {
      archive_.segments()[place.part].use([&](const segment::Reader& reader) {
        std::call_once(part.once, [&] { part.shingles.emplace(reader.forward()); });
        kept[key] = part.shingles->set(place.docid);
      });
    } else {
      std::call_once(part.once, [&] { part.shingles.emplace(part.opened.emplace(part.path)); });
      kept[key] = part.shingles->set(place.docid);
    }
    return kept[key];
  }

  /// The certain and nearest in time first. A doubtful match may add an article to a story, but not
  /// join two stories: otherwise one mistake would become many.
  void unite() {
    std::sort(copies_.begin(), copies_.end());
    for (const Copies& copies : copies_) {
      const std::uint64_t a = story_of(copies.pair.a);
      const std::uint64_t b = story_of(copies.pair.b);
      const bool both_have_company = stories_.at(a).articles > 1 && stories_.at(b).articles > 1;
      if (!copies.in_doubt || !both_have_company) unite(a, b);
    }
  }

  std::uint64_t story_of(const Place& place) {
    const Part& part = *parts_[place.part];
    const bool is_old = place.part < first_new_;
    std::uint64_t number = part.numbers[place.docid - 1];
    if (is_old) number = united_.whole(number);
    const auto [it, is_new] = stories_.try_emplace(number);
    if (!is_new) return whole(number);
    it->second.parent = number;
    it->second.is_old = is_old;
    if (is_old) {
      for (const StoryArticle& article : ArchiveStories(archive_).articles(number)) {
        widen(it->second, day_of(article.published), day_of(article.published));
        ++it->second.articles;
      }
    } else {
      const auto day = day_of(part.published[place.docid - 1]);
      widen(it->second, day, day);
      it->second.articles = 1;
    }
    return number;
  }

  static void widen(Story& story, std::optional<std::int64_t> first,
                    std::optional<std::int64_t> last) {
    if (first && (!story.first || *first < *story.first)) story.first = first;
    if (last && (!story.last || *last > *story.last)) story.last = last;
  }

  std::uint64_t whole(std::uint64_t number) {
    std::uint64_t& parent = stories_.at(number).parent;
    if (parent != number) parent = whole(parent);
    return parent;
  }

  void unite(std::uint64_t a, std::uint64_t b) {
    if (a == b) return;
    const Story& story_a = stories_.at(a);
    const Story& story_b = stories_.at(b);
    // The older name stays, so that citations remain valid.
    const bool b_stands = story_a.is_old != story_b.is_old ? story_b.is_old : b < a;
    const std::uint64_t stands = b_stands ? b : a;
    const std::uint64_t part = b_stands ? a : b;
    Story both = stories_.at(stands);
    widen(both, stories_.at(part).first, stories_.at(part).last);
    if (both.first && *both.last - *both.first > kStoryDays) return;
    both.articles += stories_.at(part).articles;
    stories_.at(stands) = both;
    stories_.at(part).parent = stands;
    if (stories_.at(part).is_old) united_.unite(part, stands);
  }

  void write(NewSegment& segment) {
    for (std::uint64_t& number : segment.table.numbers) {
      std::uint64_t at = number;
      for (auto it = stories_.find(at); it != stories_.end() && it->second.parent != at;
           it = stories_.find(at)) {
        at = it->second.parent;
      }
      number = at;
    }
    segment::write_stories(segment.path / segment::kStoriesName, segment.table);
  }

  const Archive& archive_;
  unsigned jobs_;
  std::vector<NewSegment> new_;
  std::vector<std::unique_ptr<Part>> parts_;  ///< of the archive, then the new ones
  std::uint32_t first_new_ = 0;
  Features old_features_;
  Features new_features_;
  std::mutex mutex_;  ///< of the next three
  std::unordered_map<Pair, bool, HashOfPair> compared_;
  std::unordered_map<Pair, int, HashOfPair> features_in_common_;  ///< where a text is elsewhere
  std::vector<Copies> copies_;
  std::unordered_map<std::uint64_t, Story> stories_;  ///< those that have been joined
  UnitedStories united_;
};

}  // namespace

/// The revision is hashed with the id; as a seed, XXH3 would only add it to a short id, so `a1` of
/// one revision would equal `a3` of another.
std::uint64_t number_of_its_own(std::string_view id, std::uint64_t revision) {
  const std::string both = fmt::format("{} {}", revision, id);
  return XXH3_64bits(both.data(), both.size());
}

UnitedStories find_stories(const Archive& archive, std::span<const fs::path> new_segments,
                           unsigned jobs) {
  return StoryFinder(archive, new_segments, jobs).run();
}

}  // namespace dateline
