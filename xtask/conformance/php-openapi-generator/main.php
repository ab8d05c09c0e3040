<?php
declare(strict_types=1);

error_reporting(E_ALL);
set_error_handler(function (int $level, string $text, string $file, int $line) {
    throw new ErrorException($text, 0, $level, $file, $line);
});
require '/usr/share/php/GuzzleHttp/autoload.php';
spl_autoload_register(function (string $class) {
    $path = __DIR__ . '/generated/lib/' . strtr(substr($class, strlen('OpenAPI\\Client\\')), '\\', '/') . '.php';
    if (str_starts_with($class, 'OpenAPI\\Client\\') && is_file($path)) require $path;
});
require 'lists.php';

use OpenAPI\Client\Configuration;
use OpenAPI\Client\Model\{BannedMembersQuery, PermissionGroupMembersQuery};

function banned(object $m): array
{
    return ['Member_Account' => $m->getMemberAccount(), 'BannedUntil' => $m->getBannedUntil()];
}

function member(object $m): array
{
    $custom = fn (object $field) => ['Key' => $field->getKey(), 'Value' => $field->getValue()];
    return ['Member_Account' => $m->getMemberAccount(), 'Role' => $m->getRole(), 'JoinTime' => $m->getJoinTime(),
        'JoinPermissionGroupTime' => $m->getJoinPermissionGroupTime(), 'MsgSeq' => $m->getMsgSeq(),
        'MsgFlag' => $m->getMsgFlag(), 'LastSendMsgTime' => $m->getLastSendMsgTime(), 'MuteUntil' => $m->getMuteUntil(),
        'NameCard' => $m->getNameCard(), 'AppMemberDefinedData' => array_map($custom, $m->getAppMemberDefinedData() ?? [])];
}

function membersQuery(array $r): PermissionGroupMembersQuery
{
    $query = new PermissionGroupMembersQuery(['group_id' => $r['group'], 'permission_group_id' => $r['permission_group'], 'limit' => 50, 'next' => '']);
    if ($r['fields']) $query->setMemberInfoFilter($r['fields']);
    if ($r['custom']) $query->setAppDefinedDataFilterGroupMember($r['custom']);
    return $query;
}

while (($line = fgets(STDIN)) !== false) {
    $r = json_decode($line, true);
    if ($s = $r['sign'] ?? null) {
        $sig = sign($s['sdkappid'], $s['user_id'], $s['secret_key'], $s['current_time'], $s['expire']);
        echo json_encode(['user_sig' => $sig]), "\n";
        continue;
    }
    if (isset($r['random'])) $newRandom = fn () => $r['random'];
    $sig = sign($r['sdk_app_id'], $r['identifier'], $r['secret_key'], time(), 86400);
    $account = [$r['sdk_app_id'], $r['identifier'], $sig];
    $api = connect($r['base_url']);
    $api->getConfig()->setDebug($r['debug'] ?? false)->setDebugFile('php://stderr');
    [$items, $error] = [[], null];
    try {
        if ($r['list'] === 'banned') {
            $query = new BannedMembersQuery(['group_id' => $r['group'], 'limit' => 100, 'offset' => 0]);
            foreach (bannedMembers($api, $account, $query) as $m) $items[] = banned($m);
        } else {
            foreach (groupMembers($api, $account, membersQuery($r)) as $m) $items[] = member($m);
        }
    } catch (Throwable $e) {
        $error = ['code' => $e->getCode() ?: null, 'text' => (string) $e];
    }
    echo json_encode(['items' => $items, 'error' => $error, 'user_sig' => $sig], JSON_UNESCAPED_UNICODE), "\n";
}
