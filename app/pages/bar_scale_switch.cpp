#include "app/pages/bar_scale_switch.h"

#include <QEvent>

#include "widgets/generation/probability_bars.h"

namespace vitrine::app {

BarScaleSwitch::BarScaleSwitch(widgets::ProbabilityBars* bars, QWidget* parent)
    : SegmentedControl(parent) {
    connect(this, &SegmentedControl::currentChanged, bars, [bars](int scale) {
        bars->setScale(static_cast<widgets::BarScale>(scale)); // in the segments' order
    });
    retranslate();
}

void BarScaleSwitch::changeEvent(QEvent* event) {
    SegmentedControl::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void BarScaleSwitch::retranslate() {
    setSegments({{tr("linear"), tr("Bars as long as their probability")},
        {tr("log"), tr("Each tenth part takes the same length, so small ones can be seen")},
        {tr("cumulative"), tr("Each bar begins where the one before it ends")}});
}

} // namespace vitrine::app
