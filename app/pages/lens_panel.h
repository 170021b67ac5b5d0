#pragma once

#include <QWidget>

#include "engine/values/logit_lens.h"
#include "widgets/common/parented_ptr.h"

class QHBoxLayout;
class QVBoxLayout;

namespace vitrine::widgets {
class LegendBar;
class LogitLensTable;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

/// The logit lens with its choices: what colours and cells say.
class LensPanel : public QWidget {
    Q_OBJECT
public:
    explicit LensPanel(QWidget* parent);

    widgets::LogitLensTable& table() { return *m_table; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showLegend();
    void applyTheme();

    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<QHBoxLayout> m_controls;
    widgets::parented_ptr<widgets::SegmentedControl> m_measure;
    widgets::parented_ptr<widgets::LegendBar> m_legend;
    widgets::parented_ptr<widgets::LogitLensTable> m_table;
};

} // namespace vitrine::app
