#include "engine/train/mixed_precision.h"

#include <ATen/autocast_mode.h>

namespace vitrine::train {

MixedPrecision::MixedPrecision(torch::DeviceType device, bool enabled)
    : m_device(device), m_enabled(enabled) {
    if (m_enabled) {
        at::autocast::increment_nesting();
        at::autocast::set_autocast_dtype(m_device, torch::kBFloat16);
        at::autocast::set_autocast_enabled(m_device, true);
    }
}

MixedPrecision::~MixedPrecision() {
    if (m_enabled) {
        at::autocast::set_autocast_enabled(m_device, false);
        if (at::autocast::decrement_nesting() == 0) {
            at::autocast::clear_cache(); // bfloat16 copies of weights that the next step changes
        }
    }
}

} // namespace vitrine::train
