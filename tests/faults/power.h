// SPDX-License-Identifier: GPL-2.0-or-later
// A disk that loses power: from the log of writes, what may be found afterwards.
#pragma once

#include "tests/faults/control.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace faults {

/// Which writes survive the power cut. In each model the bytes of a file are those of its last
/// sync, and a call on a directory is kept whole, in order with the others on that directory (a
/// rename between two directories is kept by the sync of either), once the directory is synced.
/// No model lets the sync of a file keep its name: ext4 and XFS often do, POSIX promises nothing.
enum class Model : std::uint8_t {
  /// Only that. A kept name of a file that was never synced is an empty file.
  NothingUnsynced,
  /// Names and lengths are kept immediately, as by a journal of metadata that is written out at any
  /// moment: what was not synced of a file's new length reads as zeros (XFS, ext4 writeback).
  MetadataAtOnce,
  /// Names are removed immediately, but appear or change only with the sync.
  UnlinksAtOnce,
  /// Renames are kept immediately, before the bytes of the renamed file if these are not synced:
  /// the empty file of ext4 without auto_da_alloc.
  RenamesAtOnce
};

inline constexpr std::array kModels = {Model::NothingUnsynced, Model::MetadataAtOnce,
                                       Model::UnlinksAtOnce, Model::RenamesAtOnce};

std::string_view name_of(Model model);

/// Files with their bytes, directories with a trailing '/', by path.
using Image = std::map<std::string, std::string>;

/// Makes `root` contain exactly the image.
void write_image(const Image& image, const std::filesystem::path& root);

/// One logged call.
struct Logged {
  Call call;
  std::uint64_t file;
  std::uint64_t offset;
  std::string path;
  std::string other;
  std::string data;
};

/// Throws if the log is incomplete.
std::vector<Logged> read_log(const std::filesystem::path& path);

/// All that is below one directory.
class Disk {
 public:
  /// Everything below `root` as it is now, and on disk.
  explicit Disk(const std::filesystem::path& root);

  /// Is there anything that the call, a sync of a file or a directory, would make durable?
  [[nodiscard]] bool keeps_something(const Logged& sync) const;

  /// Throws if the call names something missing: then the log lacks a call.
  void play(const Logged& call);

  [[nodiscard]] Image image(Model model) const;
  /// What the programs saw; for tests of the log.
  [[nodiscard]] Image live() const;

 private:
  using Id = std::size_t;
  using Names = std::map<std::string, Id>;
  /// The tree that programs see, and one for each model.
  static constexpr std::size_t kLive = kModels.size();

  struct Node {
    bool is_directory = false;
    std::string bytes;   ///< as programs see them
    std::string synced;  ///< as of the last sync
    std::array<Names, kModels.size() + 1> names;
  };
  /// A change of one or two directories. Without `file`, `name` disappears; without `from`, it
  /// appears.
  struct Change {
    Id directory;
    std::string name;
    Id file;
    Id from_directory;
    std::string from;
  };
  static constexpr Id kNone = ~Id{0};

  struct Spot {
    Id directory;
    std::string name;
  };

  Id read(const std::filesystem::path& path, bool is_directory);
  [[nodiscard]] Spot spot(const std::string& path) const;
  [[nodiscard]] Id at(const Spot& spot) const;
  [[nodiscard]] Id by_inode(std::uint64_t inode) const;
  void change(const Change& change);
  void apply(std::size_t tree, const Change& change);
  void forget(std::size_t model, const Spot& spot);
  void sync_directory(Id directory);
  void collect(std::size_t tree, Model model, Id id, const std::string& path, Image& image) const;

  std::vector<Node> nodes_;
  std::unordered_map<std::uint64_t, Id> inodes_;
  std::array<std::vector<Change>, kModels.size()> pending_;
};

}  // namespace faults
