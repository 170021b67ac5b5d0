#pragma once

#include <vector>

#include "app/workspace/laboratory.h"
#include "app/workspace/state_probe.h"
#include "engine/values/model_anatomy.h"
#include "engine/values/state_trace.h"
#include "widgets/common/card.h"
#include "widgets/common/parented_ptr.h"

class QSpinBox;

namespace vitrine::widgets {
class NeuronView;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class StateInspector;

/// What a model without attention carries from token to token: the state of one layer over the
/// text, and the gates that made it.
class StatePanel : public widgets::Card {
    Q_OBJECT
public:
    StatePanel(Laboratory& laboratory, QWidget* parent);

    StateInspector* inspector() const { return m_inspector; }

Q_SIGNALS:
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void followModel();
    void followSelection();
    void adopt(const std::vector<StateTrace>& states);
    void showSites();
    void showTrace();
    void explain();
    void retranslate();

    Laboratory& m_laboratory;
    StateProbe m_probe;
    ModelAnatomy m_anatomy;
    std::vector<StateTrace> m_states;
    std::vector<Site> m_sites; ///< of each segment
    int m_position = 0; ///< whose state is explained
    widgets::parented_ptr<widgets::SegmentedControl> m_choice;
    widgets::parented_ptr<QSpinBox> m_layer;
    widgets::parented_ptr<widgets::NeuronView> m_view;
    widgets::parented_ptr<StateInspector> m_inspector;
};

} // namespace vitrine::app
