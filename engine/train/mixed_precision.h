#pragma once

#include <torch/torch.h>

namespace vitrine::train {

/// While it lives, LibTorch's autocast computes matrix products on `device` in bfloat16; weights
/// and sums stay as they are. Does nothing when not `enabled`.
class MixedPrecision {
public:
    MixedPrecision(torch::DeviceType device, bool enabled);
    ~MixedPrecision();
    MixedPrecision(const MixedPrecision&) = delete;
    MixedPrecision& operator=(const MixedPrecision&) = delete;

private:
    torch::DeviceType m_device;
    bool m_enabled;
};

} // namespace vitrine::train
