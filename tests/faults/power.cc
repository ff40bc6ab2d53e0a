// SPDX-License-Identifier: GPL-2.0-or-later
// The same calls replayed on five trees: what programs see, and what each model keeps.
#include "tests/faults/power.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include <sys/stat.h>

namespace faults {
namespace fs = std::filesystem;
namespace {

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

std::uint64_t inode_of(const fs::path& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) throw std::runtime_error("no " + path.string());
  return status.st_ino;
}

}  // namespace

std::string_view name_of(Model model) {
  switch (model) {
    case Model::NothingUnsynced:
      return "nothing unsynced persists";
    case Model::MetadataAtOnce:
      return "metadata at once";
    case Model::UnlinksAtOnce:
      return "unlinks at once";
    case Model::RenamesAtOnce:
      break;
  }
  return "renames at once";
}

void write_image(const Image& image, const fs::path& root) {
  fs::remove_all(root);
  fs::create_directories(root);
  for (const auto& [path, bytes] : image) {
    if (path.ends_with('/')) {
      fs::create_directories(root / path);
      continue;
    }
    fs::create_directories((root / path).parent_path());
    std::ofstream(root / path, std::ios::binary) << bytes;
  }
}

std::vector<Logged> read_log(const fs::path& path) {
  const std::string all = bytes_of(path);
  std::vector<Logged> calls;
  std::size_t at = 0;
  const auto take = [&](std::size_t size) {
    if (all.size() - at < size) throw std::runtime_error("the log of calls is cut off");
    at += size;
    return std::string(all, at - size, size);
  };
  while (at < all.size()) {
    Entry entry{};
    const std::string head = take(sizeof entry);
    std::memcpy(&entry, head.data(), sizeof entry);
    Logged call{entry.call, entry.file, entry.offset, take(entry.path), take(entry.other), {}};
    call.data = take(entry.data);
    calls.push_back(std::move(call));
  }
  return calls;
}

Disk::Disk(const fs::path& root) {
  read(root, /*is_directory=*/true);
}

Disk::Id Disk::read(const fs::path& path, bool is_directory) {
  const Id id = nodes_.size();
  nodes_.emplace_back().is_directory = is_directory;
  inodes_[inode_of(path)] = id;
  if (!is_directory) {
    nodes_[id].synced = nodes_[id].bytes = bytes_of(path);
    return id;
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
    const Id child = read(entry.path(), entry.is_directory());
    for (Names& names : nodes_[id].names) names[entry.path().filename().string()] = child;
  }
  return id;
}

Disk::Spot Disk::spot(const std::string& path) const {
  Spot spot{0, ""};
  std::istringstream parts(path);
  for (std::string part; std::getline(parts, part, '/');) {
    if (part.empty() || part == ".") continue;
    if (!spot.name.empty()) spot.directory = at(spot);
    spot.name = part;
  }
  return spot;
}

Disk::Id Disk::at(const Spot& spot) const {
  if (spot.name.empty()) return 0;
  const Names& names = nodes_[spot.directory].names[kLive];
  const auto found = names.find(spot.name);
  if (found == names.end()) throw std::runtime_error("the log lacks what made " + spot.name);
  return found->second;
}

Disk::Id Disk::by_inode(std::uint64_t inode) const {
  const auto found = inodes_.find(inode);
  if (found == inodes_.end()) throw std::runtime_error("the log lacks what made a file");
  return found->second;
}

bool Disk::keeps_something(const Logged& sync) const {
  const Id id = by_inode(sync.file);
  if (sync.call == Call::Sync) return nodes_[id].synced != nodes_[id].bytes;
  return std::any_of(pending_.begin(), pending_.end(), [&](const std::vector<Change>& changes) {
    return std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
      return change.directory == id || change.from_directory == id;
    });
  });
}

void Disk::play(const Logged& call) {
  switch (call.call) {
    case Call::Create:
    case Call::MakeDirectory: {
      const Id id = nodes_.size();
      nodes_.emplace_back().is_directory = call.call == Call::MakeDirectory;
      inodes_[call.file] = id;
      const Spot to = spot(call.path);
      return change({to.directory, to.name, id, kNone, {}});
    }
    case Call::Write: {
      std::string& bytes = nodes_[by_inode(call.file)].bytes;
      if (bytes.size() < call.offset + call.data.size()) {
        bytes.resize(call.offset + call.data.size());
      }
      bytes.replace(call.offset, call.data.size(), call.data);
      return;
    }
    case Call::Truncate:
      return nodes_[by_inode(call.file)].bytes.resize(call.offset);
    case Call::Sync: {
      Node& node = nodes_[by_inode(call.file)];
      node.synced = node.bytes;
      return;
    }
    case Call::SyncDirectory:
      return sync_directory(by_inode(call.file));
    case Call::SyncAll:
      for (Id id = 0; id < nodes_.size(); ++id) {
        nodes_[id].synced = nodes_[id].bytes;
        sync_directory(id);
      }
      return;
    case Call::Rename: {
      const Spot from = spot(call.path);
      const Spot to = spot(call.other);
      return change({to.directory, to.name, at(from), from.directory, from.name});
    }
    case Call::Link: {
      const Spot to = spot(call.path);
      return change({to.directory, to.name, by_inode(call.file), kNone, {}});
    }
    case Call::Unlink:
    case Call::RemoveDirectory: {
      const Spot gone = spot(call.path);
      (void)at(gone);  // which must be there
      return change({gone.directory, gone.name, kNone, kNone, {}});
    }
    default:
      return;
  }
}

void Disk::change(const Change& change) {
  apply(kLive, change);
  for (std::size_t model = 0; model < kModels.size(); ++model) {
    const bool is_rename = change.from_directory != kNone;
    const bool is_removal = change.file == kNone;
    const bool is_kept = kModels[model] == Model::MetadataAtOnce ||
                         (kModels[model] == Model::UnlinksAtOnce && is_removal) ||
                         (kModels[model] == Model::RenamesAtOnce && is_rename);
    if (!is_kept) {
      pending_[model].push_back(change);
      continue;
    }
    // What is kept immediately comes after everything that led to it.
    forget(model, {change.directory, change.name});
    if (is_rename) forget(model, {change.from_directory, change.from});
    apply(model, change);
  }
}

/// Of pending changes only their effect on other names is left.
void Disk::forget(std::size_t model, const Spot& spot) {
  std::vector<Change> left;
  for (Change& change : pending_[model]) {
    const bool is_target = change.directory == spot.directory && change.name == spot.name;
    const bool is_source = change.from_directory == spot.directory && change.from == spot.name;
    if (is_target && change.from_directory != kNone) {
      left.push_back({change.from_directory, change.from, kNone, kNone, {}});
    } else if (is_source) {
      left.push_back({change.directory, change.name, change.file, kNone, {}});
    } else if (!is_target) {
      left.push_back(std::move(change));
    }
  }
  pending_[model] = std::move(left);
}

void Disk::apply(std::size_t tree, const Change& change) {
  if (change.from_directory != kNone) nodes_[change.from_directory].names[tree].erase(change.from);
  Names& names = nodes_[change.directory].names[tree];
  if (change.file == kNone) {
    names.erase(change.name);
  } else {
    names[change.name] = change.file;
  }
}

void Disk::sync_directory(Id directory) {
  for (std::size_t model = 0; model < kModels.size(); ++model) {
    std::vector<Change> left;
    for (Change& change : pending_[model]) {
      if (change.directory == directory || change.from_directory == directory) {
        apply(model, change);
      } else {
        left.push_back(std::move(change));
      }
    }
    pending_[model] = std::move(left);
  }
}

Image Disk::image(Model model) const {
  Image image;
  collect(static_cast<std::size_t>(model), model, 0, "", image);
  return image;
}

Image Disk::live() const {
  Image image;
  collect(kLive, Model::NothingUnsynced, 0, "", image);
  return image;
}

void Disk::collect(std::size_t tree, Model model, Id id, const std::string& path,
                   Image& image) const {
  const Node& node = nodes_[id];
  if (node.is_directory) {
    if (!path.empty()) image[path + "/"];
    for (const auto& [name, child] : node.names[tree]) {
      collect(tree, model, child, path.empty() ? name : path + "/" + name, image);
    }
    return;
  }
  std::string& bytes = image[path];
  bytes = tree == kLive ? node.bytes : node.synced;
  if (tree != kLive && model == Model::MetadataAtOnce) bytes.resize(node.bytes.size());
}

}  // namespace faults
