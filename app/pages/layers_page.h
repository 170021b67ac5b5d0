#pragma once

#include <QTimer>

#include <array>
#include <optional>

#include "app/page.h"
#include "app/workspace/inspected_text.h"
#include "app/workspace/laboratory.h"
#include "app/workspace/layer_probe.h"
#include "engine/values/model_anatomy.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/layers/block_diagram_layout.h"

class QLabel;
class QPushButton;
class QSpinBox;
class QSplitter;
class QStackedWidget;

namespace vitrine::widgets {
class BlockDiagram;
class BlockWalkView;
class Card;
class NeuronExamples;
class NeuronView;
class PatchPanel;
class PositionView;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class CommandRegistry;
class ContributionPanel;
class LayerInspector;
class LensPanel;
class StatePanel;

/// The Layers lens: the model as a block diagram whose boxes open on the values of the selected
/// token, the logit lens, contributions, neurons, positions, and patching.
class LayersPage : public Page {
    Q_OBJECT
public:
    LayersPage(Laboratory& laboratory, CommandRegistry& commands, QWidget* parent);

    QString id() const override { return QStringLiteral("layers"); }
    QString title() const override { return tr("Layers"); }
    QString tip() const override { return tr("Follow a token through the model, box by box"); }
    QString iconName() const override { return QStringLiteral("layers"); }
    QWidget* inspector() override;

    LayerProbe& probe() { return m_probe; }

Q_SIGNALS:
    void wanted(); ///< a command asks for a part of this page
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    /// What the right card shows.
    enum Tab { Values, Lens, Contributions, Neurons, Positions, Patching, TabCount };

    void buildDiagram();
    void buildViews();
    QWidget* buildNotice();
    QWidget* buildNeurons();
    void connectViews();
    void connectProbe();
    void addCommands(CommandRegistry& commands);

    void followModel();
    void followTextSoon();
    void followText();
    void followInterventions();
    void followSelection();
    void followLayer();
    void showPosition();
    void showTab(int tab);
    /// Asks what the tab that shows needs and does not have yet.
    void ask();
    void showWalk(const BlockWalk& walk);
    void askPatch();
    void askLinear();
    void chooseFile();
    void showNotice();

    int layer() const;
    /// Of the selected token, or of the last when the next is looked at.
    int selectedPosition() const;
    /// What should stand at a position, or after it: the text's own token, also where it is hidden.
    std::optional<TokenId> expectedToken(int position) const;
    void selectPosition(int position);
    void selectLayer(int layer);
    void selectPart(std::optional<Site> part);
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    QTimer m_refresh; ///< while a continuation streams
    LayerProbe m_probe{nullptr};
    InspectedText m_text;
    Interventions m_interventions; ///< those that this text holds
    int m_position = 0; ///< whose values show; of a special token or the second text too
    ModelAnatomy m_anatomy;
    BlockWalk m_walk;
    bool m_textBehind = true; ///< it has changed while the page was not to be seen
    std::array<bool, TabCount> m_behind{}; ///< what a tab shows is not of this text, token or layer
    QString m_examplesFile;
    widgets::parented_ptr<QSplitter> m_columns;
    widgets::parented_ptr<StatePanel> m_states; ///< in their place for a model without attention
    widgets::parented_ptr<widgets::Card> m_diagramCard;
    widgets::parented_ptr<QSpinBox> m_layer;
    widgets::parented_ptr<widgets::BlockDiagram> m_diagram;
    widgets::parented_ptr<widgets::Card> m_viewCard;
    widgets::parented_ptr<widgets::SegmentedControl> m_tabs;
    widgets::parented_ptr<QLabel> m_notice; ///< what the values are computed with
    widgets::parented_ptr<QPushButton> m_undo;
    widgets::parented_ptr<QStackedWidget> m_views;
    widgets::parented_ptr<widgets::BlockWalkView> m_walkView;
    widgets::parented_ptr<LensPanel> m_lens;
    widgets::parented_ptr<ContributionPanel> m_contributions;
    widgets::parented_ptr<QSplitter> m_neuronRows;
    widgets::parented_ptr<widgets::NeuronView> m_neurons;
    widgets::parented_ptr<widgets::NeuronExamples> m_examples;
    widgets::parented_ptr<widgets::PositionView> m_positions;
    widgets::parented_ptr<widgets::PatchPanel> m_patch;
    widgets::parented_ptr<QStackedWidget> m_inspectors;
    widgets::parented_ptr<LayerInspector> m_inspector;
};

} // namespace vitrine::app
