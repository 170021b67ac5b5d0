#pragma once

#include <QTimer>

#include "app/page.h"
#include "app/workspace/attention_probe.h"
#include "app/workspace/laboratory.h"
#include "widgets/common/parented_ptr.h"

class QSplitter;
class QStackedWidget;

namespace vitrine::widgets {
class AttentionAtlas;
class AttentionHeatMap;
class AttentionLinks;
class Card;
class HeadTable;
class MessageBar;
class SegmentedControl;
class TokenShading;
} // namespace vitrine::widgets

namespace vitrine::app {

class AttentionControls;
class AttentionInspector;
class CommandRegistry;

/// The Attention lens: all heads at once, one of them as heat map, links or shaded text, the
/// numbers behind one weight, and what the output becomes without a head or with another mask.
class AttentionPage : public Page {
    Q_OBJECT
public:
    AttentionPage(Laboratory& laboratory, CommandRegistry& commands, QWidget* parent);

    QString id() const override { return QStringLiteral("attention"); }
    QString title() const override { return tr("Attention"); }
    QString tip() const override { return tr("See which tokens look at which, head by head"); }
    QString iconName() const override { return QStringLiteral("attention"); }
    QWidget* inspector() override;

    const Interventions& interventions() const { return m_interventions; }
    AttentionProbe& probe() { return m_probe; }

Q_SIGNALS:
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void buildHeads();
    void buildView();
    void connectProbe();
    void connectViews();
    void addCommands(CommandRegistry& commands);

    void followModel();
    void followTextSoon();
    void followText();
    int selectedPosition() const;
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
    void shadeText();
    void showNotice();

    void select(int query, int key);
    void showSelection();
    void shareSelection();
    void setInterventions(Interventions interventions);
    void toggleHead(const HeadIndex& head);
    void showHeadMenu(const HeadIndex& head, const QPoint& place);
    void showCellMenu(int query, int key, const QPoint& place);
    void retranslate();
    void nameHead();
    void applyTheme();

    Laboratory& m_laboratory;
    QTimer m_refresh; ///< while a continuation streams
    AttentionProbe m_probe{nullptr};
    InspectedText m_text;
    bool m_behind = true; ///< the text has changed while the page was not to be seen
    Interventions m_interventions;
    AttentionPictures m_pictures;
    int m_query = -1; ///< position
    int m_key = -1; ///< position
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
    widgets::parented_ptr<QStackedWidget> m_views;
    widgets::parented_ptr<QSplitter> m_maps;
    widgets::parented_ptr<widgets::AttentionHeatMap> m_map;
    widgets::parented_ptr<widgets::AttentionHeatMap> m_otherMap; ///< after, of two
    widgets::parented_ptr<widgets::AttentionLinks> m_links;
    widgets::parented_ptr<widgets::TokenShading> m_shaded;
    widgets::parented_ptr<AttentionInspector> m_inspector;
};

} // namespace vitrine::app
