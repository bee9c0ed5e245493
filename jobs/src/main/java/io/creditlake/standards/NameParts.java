package io.creditlake.standards;

/**
 * What the name of an organisation is made of. Each part is a piece of the {@linkplain OrganisationName#normalise
 * normalised} name or null; nothing is added.
 *
 * @param name the name without the note of a former one
 * @param former the former name that the name notes: 某某公司（原某某厂）
 * @param region the region the name begins with, or has in brackets: 山东省济南市, 山东, 中国
 * @param trade the trade name, 字号
 * @param industry the trade, 行业: 建筑工程
 * @param form the form of organisation, 组织形式, with what brackets behind it say: 有限公司, 中心（有限合伙）
 * @param branch what follows the form of the parent: 济南历下分公司
 */
public record NameParts(
        String name, String former, String region, String trade, String industry, String form, String branch) {}
