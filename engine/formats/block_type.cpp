#include "engine/formats/block_type.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace vitrine::formats {

namespace {

constexpr std::array Layouts{
    BlockLayout{BlockType::Float32, "F32", 1, 4},
    BlockLayout{BlockType::Float16, "F16", 1, 2},
    BlockLayout{BlockType::BFloat16, "BF16", 1, 2},
    BlockLayout{BlockType::Q4_0, "Q4_0", 32, 18},
    BlockLayout{BlockType::Q4_1, "Q4_1", 32, 20},
    BlockLayout{BlockType::Q5_0, "Q5_0", 32, 22},
    BlockLayout{BlockType::Q5_1, "Q5_1", 32, 24},
    BlockLayout{BlockType::Q8_0, "Q8_0", 32, 34},
    BlockLayout{BlockType::Q2_K, "Q2_K", 256, 84},
    BlockLayout{BlockType::Q3_K, "Q3_K", 256, 110},
    BlockLayout{BlockType::Q4_K, "Q4_K", 256, 144},
    BlockLayout{BlockType::Q5_K, "Q5_K", 256, 176},
    BlockLayout{BlockType::Q6_K, "Q6_K", 256, 210},
};

} // namespace

const BlockLayout* layoutOf(std::uint32_t type) {
    const auto* layout
        = std::ranges::find(Layouts, static_cast<BlockType>(type), &BlockLayout::type);
    return layout == Layouts.end() ? nullptr : layout;
}

const BlockLayout& layoutOf(BlockType type) {
    const auto* layout = layoutOf(static_cast<std::uint32_t>(type));
    assert(layout);
    return *layout;
}

} // namespace vitrine::formats
