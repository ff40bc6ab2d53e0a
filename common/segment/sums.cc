// SPDX-License-Identifier: GPL-2.0-or-later
// Sums are read completely: they are a thousandth of the data.
#include "common/segment/sums.h"

#include "common/disk/damaged.h"
#include "common/disk/file.h"
#include "common/disk/pack.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

namespace dateline::segment {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kSumsMagic = "DLsums01";

static_assert(std::endian::native == std::endian::little);

std::size_t blocks_of(std::uint64_t size) {
  return static_cast<std::size_t>((size + disk::kSumBlockBytes - 1) / disk::kSumBlockBytes);
}

const disk::FileSum* find(const std::vector<disk::FileSum>& files, std::string_view name) {
  const auto it = std::find_if(files.begin(), files.end(),
                               [&](const disk::FileSum& file) { return file.name == name; });
  return it == files.end() ? nullptr : &*it;
}

}  // namespace

std::vector<disk::FileSum> seal(const fs::path& segment) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(segment)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  std::vector<disk::FileSum> files;
  std::string bytes(kSumsMagic);
  for (const std::string& name : names) {
    disk::BlockSums blocks;
    files.push_back(disk::sum_file(segment / name, name, &blocks));
    disk::pack_string(bytes, name);
    disk::pack_uint(bytes, files.back().size);
    bytes.append(reinterpret_cast<const char*>(blocks.data()), blocks.size() * sizeof(blocks[0]));
  }
  disk::FileWriter file(segment / kSumsName);
  file.append(bytes);
  file.close();
  const disk::FileSum own{kSumsName, bytes.size(), disk::sum_of(bytes)};
  files.insert(std::upper_bound(files.begin(), files.end(), own,
                                [](const auto& a, const auto& b) { return a.name < b.name; }),
               own);
  return files;
}

Sums::Sums(const fs::path& segment, const std::vector<disk::FileSum>& published) : known_(true) {
  const disk::FileSum* const own = find(published, kSumsName);
  if (own == nullptr) throw disk::Damaged("the manifest names no file 'sums' of the segment");
  const std::string bytes = disk::read_file(segment / kSumsName, *own);
  if (!bytes.starts_with(kSumsMagic)) throw disk::Damaged("sums is not in this format");
  disk::Unpacker in(std::string_view(bytes).substr(kSumsMagic.size()));
  while (!in.at_end()) {
    const std::string name(in.string());
    const std::uint64_t size = in.uint();
    const disk::FileSum* const file = find(published, name);
    if (file == nullptr || file->size != size) {
      throw disk::Damaged(fmt::format("sums has another '{}' than the manifest", name));
    }
    const std::string_view sums = in.bytes(blocks_of(size) * sizeof(std::uint64_t));
    disk::BlockSums& blocks = files_[name];
    blocks.resize(blocks_of(size));
    std::memcpy(blocks.data(), sums.data(), sums.size());
  }
}

Sums Sums::of_sound_files(const fs::path& segment, const std::vector<disk::FileSum>& published) {
  Sums sums;
  sums.known_ = true;
  for (const disk::FileSum& file : published) {
    try {
      disk::BlockSums blocks;
      if (disk::sum_file(segment / file.name, file.name, &blocks) == file) {
        sums.files_[file.name] = std::move(blocks);
      }
    } catch (const disk::Failed& e) {
      if (!e.is_of_file()) throw;  // a missing one is not sound
    }
  }
  return sums;
}

std::optional<disk::BlockSums> Sums::of(const std::string& file) const {
  if (!known_) return std::nullopt;
  const auto it = files_.find(file);
  return it == files_.end() ? disk::BlockSums() : it->second;
}

}  // namespace dateline::segment
