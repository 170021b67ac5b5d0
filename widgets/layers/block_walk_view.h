#pragma once

#include <optional>
#include <vector>

#include <QScrollArea>
#include <QStringList>

#include "engine/values/block_walk.h"
#include "engine/values/model_anatomy.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/layers/block_diagram_layout.h"
#include "widgets/layers/walk_section.h"

class QLabel;
class QVBoxLayout;

namespace vitrine::widgets {

/// One token on its way through one layer: every value as a strip of cells, in the order of the
/// computation, heads below each other.
class BlockWalkView : public QScrollArea {
    Q_OBJECT

public:
    explicit BlockWalkView(QWidget* parent);

    /// `tokens` are those of the text, which attention looks at.
    void setWalk(const BlockWalk& walk, const ModelAnatomy& anatomy, const QStringList& tokens);
    void setTokenName(WalkSection::TokenName name);
    void clear();
    /// Frames a part's values and brings them into sight.
    void setSelected(std::optional<DiagramPart> part);

Q_SIGNALS:
    void partSelected(vitrine::widgets::DiagramPart part);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void retranslate();
    void applyTheme();

    BlockWalk m_walk;
    ModelAnatomy m_anatomy;
    QStringList m_tokens;
    WalkSection::TokenName m_tokenName;
    std::optional<DiagramPart> m_selected;
    parented_ptr<QWidget> m_content;
    parented_ptr<QVBoxLayout> m_layout;
    parented_ptr<QLabel> m_hint; ///< while there is no walk
    std::vector<parented_ptr<WalkSection>> m_sections; ///< in the order of the walk
};

/// The boxes that the steps of a walk belong to, in its order.
std::vector<DiagramPart> walkParts(const BlockWalk& walk);
/// The value of a part; null where the walk does not pass it.
const SiteValue* valueAt(const BlockWalk& walk, const DiagramPart& part);

} // namespace vitrine::widgets
