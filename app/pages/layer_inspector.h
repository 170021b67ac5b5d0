#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>

#include "engine/values/block_walk.h"
#include "engine/values/model_anatomy.h"
#include "engine/values/token.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/layers/block_diagram_layout.h"

class QFrame;
class QLabel;
class QVBoxLayout;

namespace vitrine::app {

/// The right column of the Layers lens: what the selected box does, its formula with this model's
/// numbers in it, and what it has learned.
class LayerInspector : public QWidget {
    Q_OBJECT
public:
    explicit LayerInspector(QWidget* parent);

    void setAnatomy(const ModelAnatomy& anatomy);
    void setWalk(const BlockWalk& walk, TokenId token, const QStringList& tokens);
    void setPart(std::optional<widgets::DiagramPart> part);
    /// For what differs from head to head.
    void setHead(int head);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void applyTheme();

    ModelAnatomy m_anatomy;
    BlockWalk m_walk;
    TokenId m_token = 0;
    QStringList m_tokens;
    std::optional<widgets::DiagramPart> m_part;
    int m_head = 0;
    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<QLabel> m_title;
    widgets::parented_ptr<QLabel> m_what;
    widgets::parented_ptr<QFrame> m_frame;
    widgets::parented_ptr<QLabel> m_formula;
    widgets::parented_ptr<QLabel> m_learned;
};

} // namespace vitrine::app
