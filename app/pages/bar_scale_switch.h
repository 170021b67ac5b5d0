#pragma once

#include "widgets/common/segmented_control.h"

namespace vitrine::widgets {
class ProbabilityBars;
} // namespace vitrine::widgets

namespace vitrine::app {

/// Chooses the scale of a card's bars.
class BarScaleSwitch : public widgets::SegmentedControl {
    Q_OBJECT
public:
    BarScaleSwitch(widgets::ProbabilityBars* bars, QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
};

} // namespace vitrine::app
