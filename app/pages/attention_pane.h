#pragma once

#include <QWidget>

#include <memory>
#include <utility>
#include <vector>

#include "app/pages/attention_controls.h"
#include "engine/values/token.h"
#include "widgets/attention/attention_picture.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace vitrine::widgets {
class AttentionHeatMap;
class AttentionLinks;
class Figure;
class TokenShading;
} // namespace vitrine::widgets

namespace vitrine::app {

/// One attention map over one text, as heat map, links or shaded text. Two stand side by side where
/// two are compared.
class AttentionPane : public QWidget {
    Q_OBJECT
public:
    explicit AttentionPane(QWidget* parent);

    /// What is written above it; nothing while it stands alone.
    void setCaption(const QString& caption);
    void setText(const std::vector<Token>& tokens);
    void setPicture(std::shared_ptr<const widgets::AttentionPicture> picture, double threshold);
    void setView(AttentionControls::View view);
    void setStyle(widgets::ColorMap colors, bool selectedOnly);
    /// Positions of the text; −1 for none.
    void setSelection(int query, int key);
    void setForced(std::vector<std::pair<int, int>> pairs);
    /// Of the view that shows.
    const widgets::Figure* figure() const;
    widgets::AttentionHeatMap& map() { return *m_map; }

Q_SIGNALS:
    /// −1 where only the other is chosen.
    void selected(int query, int key);
    void cellMenuRequested(int query, int key, const QPoint& place);

protected:
    void changeEvent(QEvent* event) override;

private:
    void shadeText();
    void applyTheme();

    std::vector<Token> m_tokens;
    std::shared_ptr<const widgets::AttentionPicture> m_picture;
    int m_query = -1;
    int m_key = -1;
    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<QLabel> m_caption;
    widgets::parented_ptr<QStackedWidget> m_views;
    widgets::parented_ptr<widgets::AttentionHeatMap> m_map;
    widgets::parented_ptr<widgets::AttentionLinks> m_links;
    widgets::parented_ptr<widgets::TokenShading> m_shaded;
};

} // namespace vitrine::app
