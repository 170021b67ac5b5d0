#pragma once

#include <optional>
#include <vector>

#include <QScrollArea>
#include <QStringList>

#include "engine/values/block_walk.h"
#include "engine/values/model_anatomy.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/layers/walk_section.h"

class QAbstractItemModel;
class QLabel;
class QVBoxLayout;

namespace vitrine::widgets {

class BlockWalkTable;

/// One token on its way through one layer: every value as a strip of cells, in the order of the
/// computation, heads below each other.
class BlockWalkView : public QScrollArea, public Figure {
    Q_OBJECT

public:
    explicit BlockWalkView(QWidget* parent);

    /// `tokens` are those of the text, which attention looks at.
    void setWalk(const BlockWalk& walk, const ModelAnatomy& anatomy, const QStringList& tokens);
    void setTokenName(WalkSection::TokenName name);
    void clear();
    /// Frames a part's values and brings them into sight.
    void setSelected(std::optional<Site> part);
    /// Every number, for export.
    const QAbstractItemModel* table() const;

    QSize figureSize() const override;
    void paintFigure(QPainter& painter, const QSize& size) const override;

Q_SIGNALS:
    void partSelected(vitrine::Site part);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void retranslate();
    void applyTheme();

    BlockWalk m_walk;
    parented_ptr<BlockWalkTable> m_table;
    ModelAnatomy m_anatomy;
    QStringList m_tokens;
    WalkSection::TokenName m_tokenName;
    std::optional<Site> m_selected;
    parented_ptr<QWidget> m_content;
    parented_ptr<QVBoxLayout> m_layout;
    parented_ptr<QLabel> m_hint; ///< while there is no walk
    std::vector<parented_ptr<WalkSection>> m_sections; ///< in the order of the walk
};

} // namespace vitrine::widgets
