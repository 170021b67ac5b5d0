#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>

#include "engine/values/block_walk.h"
#include "engine/values/linear_derivation.h"
#include "engine/values/model_anatomy.h"
#include "engine/values/token.h"
#include "widgets/common/parented_ptr.h"

class QFrame;
class QLabel;
class QSpinBox;
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
    void setPart(std::optional<Site> part);
    /// For what differs from head to head.
    void setHead(int head);
    /// A component of the opened box that a linear map computes, whose sum is to be shown.
    struct LinearComponent {
        Site site = Site::Queries;
        int component = 0; ///< heads side by side
    };
    std::optional<LinearComponent> linearComponent() const;
    void setLinear(const LinearDerivation& derivation);

Q_SIGNALS:
    /// linearComponent() is another one.
    void componentChosen();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void refreshComponent();
    void applyTheme();

    ModelAnatomy m_anatomy;
    BlockWalk m_walk;
    TokenId m_token = 0;
    QStringList m_tokens;
    std::optional<Site> m_part;
    int m_head = 0;
    std::optional<LinearDerivation> m_linear;
    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<QLabel> m_title;
    widgets::parented_ptr<QLabel> m_what;
    widgets::parented_ptr<QFrame> m_frame;
    widgets::parented_ptr<QLabel> m_formula;
    widgets::parented_ptr<QSpinBox> m_component;
    widgets::parented_ptr<QLabel> m_products;
    widgets::parented_ptr<QLabel> m_learned;
};

} // namespace vitrine::app
