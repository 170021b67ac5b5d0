#pragma once

#include <QTimer>

#include <functional>

#include "app/page.h"
#include "app/workspace/attention_probe.h"
#include "app/workspace/laboratory.h"
#include "widgets/common/figure_row.h"
#include "widgets/common/parented_ptr.h"

class QAction;
class QSplitter;

namespace vitrine::widgets {
class AttentionAtlas;
class Card;
class HeadTable;
class MessageBar;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class AttentionControls;
class AttentionInspector;
class AttentionPane;
class CommandRegistry;
class NoticeCard;

/// The Attention lens: all heads at once, one of them as heat map, links or shaded text, the
/// numbers behind one weight, what the output becomes without a head or with another mask, and all
/// of this beside a second model.
class AttentionPage : public Page {
    Q_OBJECT
public:
    AttentionPage(Laboratory& laboratory, CommandRegistry& commands, QWidget* parent);

    QString id() const override { return QStringLiteral("attention"); }
    QString title() const override { return tr("Attention"); }
    QString tip() const override { return tr("See which tokens look at which, head by head"); }
    QString iconName() const override { return QStringLiteral("attention"); }
    QWidget* inspector() override;

    AttentionProbe& probe() { return m_probe; }

Q_SIGNALS:
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildHeads();
    void buildView();
    void connectProbe();
    void connectViews();
    void addCommands(CommandRegistry& commands);

    void followModel();
    void followSecondModel();
    void followTextSoon();
    void followText();
    void followInterventions();
    void followSelection();
    void followHead();
    void askMap();
    void askSummaries();
    void askChange();
    void askDerivation();
    void showPictures(const AttentionPictures& pictures);
    void showSummaries(const std::vector<HeadSummary>& summaries);
    void showView();
    void showStyle();
    void showInterventions();
    void showSides();
    void showNotice();

    const api::TextModel* secondModel() const;
    int selectedPosition() const;
    /// The side that is shown: a difference needs two maps of the same tokens.
    AttentionSide side() const;
    /// Whether "Why?" is about the other side's weight.
    bool explainsOther() const;
    /// Of the thumbnails, which keep this model's heads.
    AttentionSide atlasSide() const;
    QString differenceProblem() const;
    void select(AttentionSide side, int query, int key);
    void showSelection();
    void shareSelection();
    void editInterventions(const std::function<void(Interventions&)>& edit);
    void toggleHead(const HeadIndex& head);
    void showHeadMenu(const HeadIndex& head, const QPoint& place);
    void showCellMenu(int query, int key, const QPoint& place);
    void showMissing();
    void retranslate();
    void nameHead();
    void applyTheme();

    /// What is looked at in the map of one side, as positions; −1 for none.
    struct Cell {
        int query = -1;
        int key = -1;
    };

    Laboratory& m_laboratory;
    QTimer m_refresh; ///< while a continuation streams
    AttentionProbe m_probe{nullptr};
    InspectedText m_text;
    InspectedText m_otherText; ///< the second model's, else the same
    bool m_behind = true; ///< the text has changed while the page was not to be seen
    Interventions m_interventions; ///< those that this text holds
    QAction* m_switchHead = nullptr;
    widgets::FigureRow m_figure; ///< of the panes that show
    Cell m_cell;
    Cell m_otherCell;
    AttentionSide m_asked = AttentionSide::Own; ///< the side whose weight is explained
    widgets::parented_ptr<NoticeCard> m_missing; ///< in place of all for a model without attention
    widgets::parented_ptr<QSplitter> m_columns;
    widgets::parented_ptr<QSplitter> m_heads;
    widgets::parented_ptr<widgets::Card> m_atlasCard;
    widgets::parented_ptr<widgets::SegmentedControl> m_pooling;
    widgets::parented_ptr<widgets::AttentionAtlas> m_atlas;
    widgets::parented_ptr<widgets::Card> m_tableCard;
    widgets::parented_ptr<widgets::HeadTable> m_table;
    widgets::parented_ptr<widgets::Card> m_viewCard;
    widgets::parented_ptr<widgets::MessageBar> m_notice;
    widgets::parented_ptr<AttentionControls> m_controls;
    widgets::parented_ptr<QSplitter> m_panes;
    widgets::parented_ptr<AttentionPane> m_own;
    widgets::parented_ptr<AttentionPane> m_other;
    widgets::parented_ptr<AttentionInspector> m_inspector;
};

} // namespace vitrine::app
